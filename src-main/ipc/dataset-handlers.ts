/** Answers for datasets: what can be chosen, making them, the list, and what is done with one. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Handlers } from '@shared/contract/contract.ts'
import type { datasetCommands } from '@shared/contract/datasets.ts'
import {
  problemOfFormats,
  problemOfOptions,
  problemsOfForm,
  type DatasetForm,
} from '@shared/datasets/check-form.ts'
import type { DatasetSelection } from '@shared/datasets/options.ts'
import { packed } from '@shared/datasets/packed-list.ts'
import {
  chosenConversations,
  countRecords,
  datasetChoices,
  filteredConversations,
  idsInArchive,
  type FindConversations,
} from '../archive/dataset-selection.ts'
import { listDatasets, readDataset, removeDatasets } from '../archive/datasets.ts'
import { libraryCounts } from '../archive/library-counts.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { firstRecord } from '../datasets/first-record.ts'
import { previewDataset } from '../datasets/preview-dataset.ts'
import type { HandlerParts } from './handler-parts.ts'

const previewRecords = 20

export function datasetHandlers({
  archive,
  indexer,
  searcher,
  jobs,
}: HandlerParts): Handlers<keyof typeof datasetCommands> {
  const find: FindConversations = async (query, scope) => {
    await indexer.settled()
    return await searcher.ask('matching', { query, scope })
  }

  async function idsOf(selection: DatasetSelection): Promise<string[]> {
    const ids = await chosenConversations(archive, selection, find)
    if (ids.length === 0) {
      throw new AppError('not-available', 'No conversation is chosen that way. Change the filters.')
    }
    if (selection.kind === 'ids' && (await idsInArchive(archive, ids)).length < ids.length) {
      throw new AppError(
        'not-found',
        'Some of the chosen conversations are not in this archive. Choose again.',
      )
    }
    return ids
  }

  return {
    'dataset.choices': () => datasetChoices(archive),
    'dataset.conversations': async ({ filter }) => {
      const found = await filteredConversations(archive, filter, find)
      return {
        total: libraryCounts(archive).conversations,
        keys: packed(found.map(({ key }) => key)),
        ids: packed(found.map(({ id }) => id)),
      }
    },
    'dataset.count': async ({ selection, branches }) =>
      await countRecords(archive, await chosenConversations(archive, selection, find), branches),
    'dataset.sample': async ({ ids, ...form }) => {
      refuseRecipe(form)
      const there = await idsInArchive(archive, ids)
      return await firstRecord({ ids: there, read: (id) => readConversation(archive, id) }, form)
    },
    'dataset.review': async ({ selection, ...form }) => {
      refuseRecipe(form)
      return jobs.start({
        kind: 'export-check',
        ids: await idsOf(selection),
        into: { kind: 'dataset', form },
      })
    },
    'dataset.try': async ({ selection, ...form }) => {
      refuseRecipe(form)
      return jobs.start({ kind: 'dataset', action: 'try', form, ids: await idsOf(selection) })
    },
    'dataset.create': async ({ selection, replace, ...form }) => {
      refuse(firstProblemOf(form))
      const ids = await idsOf(selection)
      return jobs.start({ kind: 'dataset', action: 'make', form, selection, replace, ids })
    },
    'dataset.newVersion': async ({ id }) => {
      const { name, fileName, fileFormat, dataFormat, options, selection } = readDataset(archive, id)
      const form = { name, fileName, fileFormat, dataFormat, options }
      const ids = await stillThere(selection)
      return jobs.start({ kind: 'dataset', action: 'make', form, selection, replace: false, ids })
    },
    'dataset.list': () => listDatasets(archive),
    'dataset.preview': async ({ id }) => ({
      records: await previewDataset(readDataset(archive, id), previewRecords),
    }),
    'dataset.report': ({ id }) => readDataset(archive, id).report,
    'dataset.check': ({ id }) => {
      readDataset(archive, id)
      return jobs.start({ kind: 'dataset', action: 'check', datasetId: id })
    },
    'dataset.download': ({ id, ...target }) => {
      readDataset(archive, id)
      return jobs.start({ kind: 'dataset', action: 'download', datasetId: id, ...target })
    },
    'dataset.delete': ({ ids }) => ({ deleted: removeDatasets(archive, ids) }),
  }

  /** A new version is made of what is left of a selection: conversations may have been removed since. */
  async function stillThere(selection: DatasetSelection): Promise<string[]> {
    if (selection.kind !== 'ids') return await idsOf(selection)
    return await idsOf({ ...selection, ids: await idsInArchive(archive, selection.ids) })
  }
}

function firstProblemOf(form: DatasetForm): string | null {
  return Object.values(problemsOfForm(form))[0] ?? null
}

function refuseRecipe(form: Omit<DatasetForm, 'name' | 'fileName'>): void {
  refuse(problemOfFormats(form.fileFormat, form.dataFormat) ?? problemOfOptions(form.options, form))
}

function refuse(problem: string | null): void {
  if (problem !== null) throw new AppError('invalid-input', problem)
}
