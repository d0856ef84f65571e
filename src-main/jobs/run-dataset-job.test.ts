import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import JSZip from 'jszip'
import { describe, expect, it } from 'vitest'
import type { Message } from '@shared/conversation.ts'
import type { DatasetForm } from '@shared/datasets/check-form.ts'
import type { DatasetOutcome, DatasetSummary } from '@shared/datasets/dataset.ts'
import { datasetOptions } from '@shared/datasets/options.ts'
import type { JsonObject } from '@shared/json.ts'
import type { Archive } from '../archive/archive.ts'
import {
  listDatasets,
  newDatasetFolder,
  readDataset,
  removeDatasets,
  sweepDatasetFolders,
} from '../archive/datasets.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { conversation, importAll, message, noon } from '../archive/testing/conversations.ts'
import { freshArchive } from '../archive/testing/fresh-archive.ts'
import { makeDataset } from '../datasets/make-dataset.ts'
import { previewDataset } from '../datasets/preview-dataset.ts'
import { importPath } from '../importers/import-fixture.ts'
import type { JobContext } from './job.ts'
import { runDatasetJob } from './run-dataset-job.ts'

const year = 365 * 24 * 3_600_000

function exchange(at: number, words: string): Message[] {
  return [
    message('q', null, `What about ${words} ${at}?`),
    message('a', 'q', `Much about ${words} ${at}. 😀`, {
      role: 'assistant',
      model: 'gpt-4o',
      createdAt: noon + 1000,
    }),
  ]
}

/** An archive with chats, the third with a tool call and a tag. */
function filledArchive(count = 30): { readonly archive: Archive; readonly ids: readonly string[] } {
  const archive = freshArchive()
  importAll(
    archive,
    Array.from({ length: count }, (_, at) =>
      conversation({
        sourceId: `c-${at}`,
        source: at % 2 === 0 ? 'chatgpt' : 'claude',
        createdAt: noon - (at % 3) * year,
        tags: at === 2 ? ['food'] : [],
        messages:
          at === 2
            ? [
                message('q', null, 'Oats?'),
                message('a', 'q', '', {
                  role: 'assistant',
                  parts: [
                    { type: 'tool-call', id: 'k', name: 'find', input: { q: 'oats' }, output: 'Two.' },
                    { type: 'text', text: 'Two bags.' },
                  ],
                }),
              ]
            : exchange(at, 'tides'),
      }),
    ),
  )
  const ids = archive.statement<[], string>('SELECT uuid FROM conversations ORDER BY id').pluck().all()
  return { archive, ids }
}

function contextOf(archive: Archive, signal = new AbortController().signal): JobContext {
  return { archiveFolder: archive.folder, signal, tell: () => undefined }
}

function formOf(
  changes: Partial<Omit<DatasetForm, 'options'>> & { readonly options?: object } = {},
): DatasetForm {
  return {
    name: 'tides',
    fileName: 'conversations',
    fileFormat: 'jsonl',
    dataFormat: 'standard',
    ...changes,
    options: datasetOptions.parse(changes.options ?? {}),
  }
}

async function make(
  archive: Archive,
  ids: readonly string[],
  form = formOf(),
  replace = false,
): Promise<DatasetOutcome & { readonly dataset: DatasetSummary }> {
  const selection = { kind: 'ids' as const, ids: [...ids] }
  const result = await runDatasetJob(contextOf(archive), {
    kind: 'dataset',
    action: 'make',
    form,
    ids,
    selection,
    replace,
  })
  if (result.kind !== 'dataset' || result.dataset === null) throw new Error('No dataset was made')
  return { ...result, dataset: result.dataset }
}

async function zipOf(
  archive: Archive,
  datasetId: number,
  more: { readonly layout?: 'root' | 'hub'; readonly card?: boolean } = {},
): Promise<{ readonly path: string; readonly texts: Readonly<Record<string, string>> }> {
  const path = join(archive.folder, `download-${datasetId}-${more.layout ?? 'root'}.zip`)
  const order = {
    kind: 'dataset',
    action: 'download',
    layout: 'root',
    card: false,
    replace: true,
    ...more,
  } as const
  await runDatasetJob(contextOf(archive), { ...order, datasetId, path })
  const zip = await JSZip.loadAsync(readFileSync(path))
  const texts: Record<string, string> = {}
  for (const [name, member] of Object.entries(zip.files)) texts[name] = await member.async('string')
  return { path, texts }
}

/** True where the program says so, or is not there to say anything. */
function isGoodFor(program: string, ...parameters: readonly string[]): boolean {
  const { error, status } = spawnSync(program, parameters)
  return error !== undefined || status === 0
}

describe('a dataset', () => {
  it('is in the list with its records, and loads in the trainer whole', async () => {
    const { archive, ids } = filledArchive()
    const { dataset, report } = await make(archive, ids)
    expect(listDatasets(archive)).toEqual([dataset])
    expect(dataset).toMatchObject({ name: 'tides', version: 1, records: 30, conversations: 30 })
    expect(dataset.check).toMatchObject({
      trainer: 'LLaMA-Factory',
      records: 30,
      loading: 30,
      problems: [],
      remarks: [],
    })
    expect(report).toMatchObject({ found: 30, records: 30, dropped: [], warnings: [] })
  })

  it.each(['jsonl', 'csv', 'parquet'] as const)(
    'previews as its %s file holds it, the fullest record first',
    async (fileFormat) => {
      const { archive, ids } = filledArchive()
      const { dataset } = await make(archive, ids, formOf({ fileFormat }))
      const plain = await make(archive, ids, formOf({ name: 'plain' }))
      const preview = await previewDataset(readDataset(archive, dataset.id), 20)
      const { texts } = await zipOf(archive, plain.dataset.id)
      const lines = texts['conversations.jsonl']?.trimEnd().split('\n') ?? []
      expect(preview).toEqual(lines.slice(0, 20).map((line) => JSON.parse(line) as unknown))
      expect(preview[0]).toMatchObject({
        ability: ['food'],
        tools: [{ type: 'function' }],
        conversation_id: ids[2],
      })
    },
  )

  it('says of a CSV that trainers cannot read it', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids, formOf({ fileFormat: 'csv' }))
    expect(dataset.check).toMatchObject({ records: 3, loading: 0, problems: [{ effect: 'stops' }, {}, {}] })
    expect(dataset.check.remarks[0]).toContain('spreadsheets')
  })

  it('is read back by our own importer with all its roles, calls and tags', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids)
    const { folder } = readDataset(archive, dataset.id)
    const { importer, conversations } = await importPath(join(folder, 'conversations.jsonl'))
    expect(importer).toBe('sharegpt')
    expect(new Set(conversations.map(({ sourceId }) => sourceId))).toEqual(new Set(ids))
    expect(conversations[0]).toMatchObject({
      tags: ['food'],
      messages: [
        { role: 'user' },
        { role: 'assistant', parts: [{ type: 'tool-call', name: 'find', input: { q: 'oats' } }] },
        { role: 'tool', parts: [{ type: 'tool-result', text: 'Two.' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'Two bags.' }] },
      ],
    })
  })

  it('leaves out what is there twice, and tells how often', async () => {
    const { archive, ids } = filledArchive(4)
    importAll(archive, [conversation({ sourceId: 'again', messages: exchange(0, 'tides') })])
    const all = archive.statement<[], string>('SELECT uuid FROM conversations ORDER BY id').pluck().all()
    const { report } = await make(archive, all, formOf({ options: { duplicates: 'exact' } }))
    expect(report).toMatchObject({ found: 5, records: 4, dropped: [{ why: 'duplicate', count: 1 }] })
    expect(ids).toHaveLength(4)
  })

  it('is not made where no conversation has an answer', async () => {
    const archive = freshArchive()
    importAll(archive, [conversation({ messages: [message('q', null, 'Hello?')] })])
    const ids = archive.statement<[], string>('SELECT uuid FROM conversations').pluck().all()
    await expect(make(archive, ids)).rejects.toMatchObject({ kind: 'not-available' })
    expect(readdirSync(join(archive.folder, 'datasets'))).toEqual([])
  })
})

describe('a download', () => {
  it('holds the data and dataset_info.json and nothing else, in an archive that others open', async () => {
    const { archive, ids } = filledArchive()
    const { dataset } = await make(archive, ids)
    const { path, texts } = await zipOf(archive, dataset.id)
    expect(Object.keys(texts)).toEqual(['conversations.jsonl', 'dataset_info.json'])
    const info = JSON.parse(texts['dataset_info.json'] ?? '') as JsonObject
    expect(info['tides']).toMatchObject({
      file_name: 'conversations.jsonl',
      formatting: 'sharegpt',
      num_samples: 30,
    })
    expect(isGoodFor('unzip', '-t', path)).toBe(true)
    expect(isGoodFor('python3', '-m', 'zipfile', '-t', path)).toBe(true)
  })

  it('never holds the file of an earlier dataset of that name', async () => {
    const { archive, ids } = filledArchive(3)
    await make(archive, ids, formOf({ fileName: 'old_name' }))
    const second = await make(archive, ids, formOf({ fileName: 'new_name' }))
    expect(second.dataset.version).toBe(2)
    expect(Object.keys((await zipOf(archive, second.dataset.id)).texts)).toEqual([
      'new_name.jsonl',
      'dataset_info.json',
    ])
  })

  it('has an entry for each part of a split, by whole conversations', async () => {
    const { archive, ids } = filledArchive()
    const { dataset } = await make(archive, ids, formOf({ options: { validationPercent: 20 } }))
    const { texts } = await zipOf(archive, dataset.id)
    const info = JSON.parse(texts['dataset_info.json'] ?? '') as JsonObject
    expect(info).toMatchObject({
      tides: { file_name: 'conversations.jsonl', num_samples: 24 },
      tides_val: { file_name: 'conversations_val.jsonl', num_samples: 6 },
    })
    const idsIn = (name: string): string[] =>
      (texts[name] ?? '')
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { conversation_id: string }).conversation_id)
    const training = new Set(idsIn('conversations.jsonl'))
    expect(idsIn('conversations_val.jsonl').filter((id) => training.has(id))).toEqual([])
  })

  it('can be laid out for the Hugging Face Hub, with a card', async () => {
    const { archive, ids } = filledArchive()
    const { dataset } = await make(archive, ids, formOf({ options: { validationPercent: 20 } }))
    const { texts } = await zipOf(archive, dataset.id, { layout: 'hub', card: true })
    expect(Object.keys(texts)).toEqual([
      'data/train.jsonl',
      'data/validation.jsonl',
      'dataset_info.json',
      'README.md',
    ])
    expect(JSON.parse(texts['dataset_info.json'] ?? '')).toMatchObject({
      tides: { file_name: 'data/train.jsonl' },
    })
    expect(texts['README.md']).toContain(
      '      - split: validation\n        path:\n          - "data/validation.jsonl"',
    )
  })

  it('does not take the place of a file that is there', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids)
    const path = join(archive.folder, 'mine.zip')
    writeFileSync(path, 'mine')
    const order = {
      kind: 'dataset',
      action: 'download',
      layout: 'root',
      card: false,
      replace: false,
    } as const
    await expect(
      runDatasetJob(contextOf(archive), { ...order, datasetId: dataset.id, path }),
    ).rejects.toMatchObject({ kind: 'cannot-write' })
    expect(readFileSync(path, 'utf8')).toBe('mine')
  })
})

describe('large datasets', () => {
  it('are cut into numbered files that together hold every record', async () => {
    const { archive, ids } = filledArchive()
    const folder = newDatasetFolder(archive)
    const { dataset } = await make(archive, ids)
    const source = { ids, read: (id: string) => readConversation(archive, id) }
    const { files } = await makeDataset(source, folder, formOf(), {
      signal: new AbortController().signal,
      shardBytes: 3000,
      step: () => Promise.resolve(),
    })
    expect(files.length).toBeGreaterThan(1)
    const names = files.map((_file, at) => `conversations/train-0000${at}-of-0000${files.length}.jsonl`)
    expect(files.map(({ path }) => path)).toEqual(names)
    expect(files.reduce((sum, { records }) => sum + records, 0)).toBe(dataset.records)
    const info = JSON.parse(readFileSync(join(folder, 'dataset_info.json'), 'utf8')) as JsonObject
    expect(info['tides']).toMatchObject({ file_name: 'conversations', num_samples: 30 })
  })

  it('can be parted by source and year, as DuckDB reads it', async () => {
    const { archive, ids } = filledArchive()
    const form = formOf({ fileFormat: 'parquet', options: { partitioned: true } })
    const { folder } = readDataset(archive, (await make(archive, ids, form)).dataset.id)
    const duck = await (await DuckDBInstance.create()).connect()
    const read = await duck.runAndReadAll(
      `SELECT source, year::VARCHAR AS year, count(*)::INTEGER AS n
       FROM read_parquet('${folder}/conversations/*/*/*.parquet', hive_partitioning = true) GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    const expected = ['chatgpt', 'claude'].flatMap((source) =>
      ['2022', '2023', '2024'].map((one) => ({ source, year: one, n: 5 })),
    )
    expect(read.getRowObjectsJson()).toEqual(expected)
    duck.closeSync()
  })
})

describe('nothing half is left', () => {
  it('when making is cancelled', async () => {
    const { archive, ids } = filledArchive()
    const cancelling = new AbortController()
    const context: JobContext = {
      ...contextOf(archive, cancelling.signal),
      tell: () => cancelling.abort(),
    }
    const order = { kind: 'dataset', action: 'make', form: formOf(), replace: false, ids } as const
    await expect(
      runDatasetJob(context, { ...order, selection: { kind: 'ids', ids: [...ids] } }),
    ).rejects.toMatchObject({ kind: 'cancelled' })
    expect(listDatasets(archive)).toEqual([])
    expect(readdirSync(join(archive.folder, 'datasets'))).toEqual([])
  })

  it('after a crash: what has no row is swept away, what has one stays', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids)
    mkdirSync(newDatasetFolder(archive))
    mkdirSync(join(archive.folder, 'datasets', 'tides-v9-orphan'))
    sweepDatasetFolders(archive)
    expect(readdirSync(join(archive.folder, 'datasets'))).toHaveLength(1)
    expect(existsSync(readDataset(archive, dataset.id).folder)).toBe(true)
  })

  it('of datasets that are deleted, or replaced by one of their name in other capitals', async () => {
    const { archive, ids } = filledArchive(3)
    await make(archive, ids)
    const { dataset } = await make(archive, ids, formOf({ name: 'Tides' }), true)
    expect(listDatasets(archive)).toEqual([dataset])
    expect(readdirSync(join(archive.folder, 'datasets'))).toHaveLength(1)
    expect(removeDatasets(archive, [dataset.id])).toBe(1)
    expect(readdirSync(join(archive.folder, 'datasets'))).toEqual([])
  })
})

describe('a check of what was written', () => {
  it('reads the files again and keeps what it found', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids)
    const path = join(readDataset(archive, dataset.id).folder, 'conversations.jsonl')
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n')
    writeFileSync(path, `${lines.slice(1).join('\n')}\n{"messages":"none"}\n`)
    const result = await runDatasetJob(contextOf(archive), {
      kind: 'dataset',
      action: 'check',
      datasetId: dataset.id,
    })
    const check = result.kind === 'dataset' ? result.report?.check : undefined
    expect(check).toMatchObject({ records: 3, loading: 2, problems: [{ record: 3, effect: 'stops' }] })
    expect(listDatasets(archive)[0]?.check).toEqual(check)
  })

  it('names the conversation of each record that does not load: before writing, after it, and when checked again', async () => {
    const { archive, ids } = filledArchive(2)
    const form = formOf({ fileFormat: 'csv' })
    const tried = await runDatasetJob(contextOf(archive), { kind: 'dataset', action: 'try', form, ids })
    const { dataset, report } = await make(archive, ids, form)
    const again = { kind: 'dataset', action: 'check', datasetId: dataset.id } as const
    const checked = await runDatasetJob(contextOf(archive), again)
    const title = archive.statement<[], string>('SELECT title FROM conversations LIMIT 1').pluck().get()
    const problems = ids.map((conversationId, at) => ({ record: at + 1, conversationId, title }))
    for (const check of [
      tried.kind === 'dataset' ? tried.report?.check : null,
      report?.check,
      checked.kind === 'dataset' ? checked.report?.check : null,
    ])
      expect(check?.problems).toMatchObject(problems)
  })

  it.each(['jsonl', 'csv', 'parquet'] as const)('says so when a %s file is gone', async (fileFormat) => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids, formOf({ fileFormat }))
    const stored = readDataset(archive, dataset.id)
    rmSync(join(stored.folder, `conversations.${fileFormat}`))
    await expect(previewDataset(stored, 20)).rejects.toMatchObject({ kind: 'corrupt-file' })
  })

  it('says so when a file was damaged', async () => {
    const { archive, ids } = filledArchive(3)
    const { dataset } = await make(archive, ids, formOf({ fileFormat: 'parquet' }))
    writeFileSync(join(readDataset(archive, dataset.id).folder, 'conversations.parquet'), 'PAR1')
    await expect(
      runDatasetJob(contextOf(archive), { kind: 'dataset', action: 'check', datasetId: dataset.id }),
    ).rejects.toMatchObject({
      kind: 'corrupt-file',
      message: expect.stringContaining('conversations.parquet') as string,
    })
  })
})
