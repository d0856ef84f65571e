/** The job of a dataset: the place where the archive, the records and their files meet. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DatasetOutcome, RecordProblem, TrainerCheck } from '@shared/datasets/dataset.ts'
import type { JobResult } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { addDataset, keepDatasetCheck, newDatasetFolder, readDataset } from '../archive/datasets.ts'
import { titlesOf } from '../archive/dataset-selection.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { explainFailure } from '../archive/sqlite-failure.ts'
import { RecordCheck } from '../datasets/check/trainer-check.ts'
import { damagedFile } from '../datasets/damaged-file.ts'
import { infoFileName } from '../datasets/dataset-info.ts'
import { makeDataset, remarksOn, tryDataset, type MakeTools } from '../datasets/make-dataset.ts'
import { packageMembers } from '../datasets/package-dataset.ts'
import { readBack, usualShardBytes } from '../datasets/write-files.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import { throwIfCancelled } from '../exporters/throw-if-cancelled.ts'
import { writeZip64 } from '../zip/write-zip64.ts'
import type { DatasetOrder } from './dataset-order.ts'
import type { JobContext } from './job.ts'

type OrderTo<Action extends DatasetOrder['action']> = Extract<DatasetOrder, { readonly action: Action }>

/**
 * Makes, tries, checks or packs a dataset. Throws `cancelled`, `not-found` for a conversation or dataset that is gone,
 * `not-available` where nothing would be in it, `disk-full`, `cannot-write`; then nothing is left.
 */
export async function runDatasetJob(context: JobContext, order: DatasetOrder): Promise<JobResult> {
  // Each page is read once, so keeping many gains nothing.
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 4 })
  try {
    return { kind: 'dataset', ...(await carryOut(context, archive, order)) }
  } catch (error) {
    throw explainFailure(error, archive.folder)
  } finally {
    archive.close()
  }
}

async function carryOut(context: JobContext, archive: Archive, order: DatasetOrder): Promise<DatasetOutcome> {
  switch (order.action) {
    case 'try': {
      const report = await tryDataset(
        sourceOf(archive, order.ids),
        order.form,
        makeTools(context, order.ids.length),
      )
      return { dataset: null, report: { ...report, check: named(archive, report.check) }, files: [] }
    }
    case 'make':
      return await make(context, archive, order)
    case 'check':
      return await check(context, archive, order)
    case 'download':
      return await download(context, archive, order)
  }
}

function sourceOf(archive: Archive, ids: readonly string[]): Parameters<typeof tryDataset>[0] {
  return { ids, read: (id) => readConversation(archive, id) }
}

async function make(context: JobContext, archive: Archive, order: OrderTo<'make'>): Promise<DatasetOutcome> {
  const { form, ids, selection, replace } = order
  const madeIn = newDatasetFolder(archive)
  try {
    const { report: made, files } = await makeDataset(
      sourceOf(archive, ids),
      madeIn,
      form,
      makeTools(context, ids.length),
    )
    throwIfCancelled(context.signal)
    const report = { ...made, check: named(archive, made.check) }
    const dataset = addDataset(archive, {
      ...form,
      selection,
      replace,
      madeIn,
      files,
      report,
      createdAt: Date.now(),
    })
    return { dataset, report, files: [] }
  } catch (error) {
    await rm(madeIn, { recursive: true, force: true })
    throw error
  }
}

async function check(
  context: JobContext,
  archive: Archive,
  { datasetId }: OrderTo<'check'>,
): Promise<DatasetOutcome> {
  const dataset = readDataset(archive, datasetId)
  const { folder, files, records } = dataset
  const tell = teller(context, dataset.conversations)
  const found = new RecordCheck(dataset.dataFormat, dataset.fileFormat)
  const remarks: string[] = []
  let done = 0
  for (const file of files) {
    const read = await readBack(join(folder, ...file.path.split('/')), dataset, found, [], () => {
      throwIfCancelled(context.signal)
      done += 1
      return tell('Checking records', done / records)
    }).catch((error: unknown) => {
      throw damagedFile(file.path, error)
    })
    if (read.records !== file.records)
      remarks.push(
        `${file.path} holds ${read.records} records instead of the ${file.records} that were written.`,
      )
  }
  const info = await readFile(join(folder, infoFileName), 'utf8')
  const result = found.result([...remarks, ...remarksOn(info, dataset, files)])
  const problems = result.problems.map((problem) => withOrigin(problem, dataset.check.problems))
  const checked = named(archive, { ...result, problems })
  return { dataset: keepDatasetCheck(archive, datasetId, checked), report: { check: checked }, files: [] }
}

/** A format without room for ids: what a record was made of is known from when it was written. */
function withOrigin(problem: RecordProblem, before: readonly RecordProblem[]): RecordProblem {
  if (problem.conversationId !== '') return problem
  const known = before.find(({ record }) => record === problem.record)
  return known === undefined ? problem : { ...problem, conversationId: known.conversationId }
}

/** The check with the titles of the conversations that its problems come from. */
function named(archive: Archive, found: TrainerCheck): TrainerCheck {
  const titles = titlesOf(
    archive,
    found.problems.map(({ conversationId }) => conversationId),
  )
  const problems = found.problems.map((problem) => {
    const title = titles.get(problem.conversationId)
    return title === undefined ? problem : { ...problem, title }
  })
  return { ...found, problems }
}

async function download(
  context: JobContext,
  archive: Archive,
  { datasetId, path, layout, card, replace }: OrderTo<'download'>,
): Promise<DatasetOutcome> {
  const dataset = readDataset(archive, datasetId)
  const tell = teller(context, dataset.conversations)
  const output = await openAtomicOutput(path, { replace })
  try {
    let bytes = 0
    const write = async (chunk: Uint8Array): Promise<void> => {
      bytes += chunk.byteLength
      await output.write(chunk)
      await tell('Packing', bytes / Math.max(dataset.size, 1))
    }
    const { options } = dataset
    const members = packageMembers(dataset, {
      layout: layout ?? options.layout,
      card: card ?? options.card,
    })
    await writeZip64(members, write, {
      signal: context.signal,
      date: new Date(dataset.createdAt),
    })
    return { dataset: null, report: null, files: await output.finish() }
  } catch (error) {
    await output.abort()
    throw error
  }
}

/** Where each phase of making lies in the whole, as shares: reading and writing cost most. */
const phases = {
  reading: { step: 'Reading conversations', from: 0, to: 0.5 },
  writing: { step: 'Writing records', from: 0.5, to: 0.85 },
  checking: { step: 'Checking what was written', from: 0.85, to: 1 },
} as const

function makeTools(context: JobContext, conversations: number): MakeTools {
  const tell = teller(context, conversations)
  return {
    signal: context.signal,
    shardBytes: usualShardBytes,
    step: (phase, done, total) => {
      const { step, from, to } = phases[phase]
      return tell(step, from + ((to - from) * done) / Math.max(total, 1))
    },
  }
}

/** Milliseconds between two news; between them the thread cannot hear that it is to stop. */
const between = 100

/** Tells now and then which share of the work is done, in conversations, whatever is really being counted. */
function teller(context: JobContext, conversations: number): (step: string, share: number) => Promise<void> {
  let lastTold = 0
  return async (step, share) => {
    const now = Date.now()
    if (now - lastTold < between) return
    lastTold = now
    const done = Math.min(conversations, Math.floor(conversations * share))
    context.tell({ kind: 'progress', progress: { kind: 'dataset', done, total: conversations, step } })
    await new Promise((resolve) => void setImmediate(resolve))
  }
}
