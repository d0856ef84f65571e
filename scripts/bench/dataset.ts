/**
 * `dataset FORMAT RECORDS`: makes a dataset of generated conversations and writes the same records as bare JSON lines.
 *
 * Conversations are made when they are asked for, so that the memory measured is the dataset's own.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation, Message } from '@shared/conversation.ts'
import { fileFormatIds } from '@shared/datasets/formats.ts'
import { datasetOptions } from '@shared/datasets/options.ts'
import { makeDataset } from '../../src-main/datasets/make-dataset.ts'
import { previewDataset } from '../../src-main/datasets/preview-dataset.ts'
import { usualShardBytes } from '../../src-main/datasets/write-files.ts'
import { peakMegabytes, report } from './report.ts'

const [format = '', typedCount = '100000'] = process.argv.slice(2)
const fileFormat = fileFormatIds.find((id) => id === format)
if (fileFormat === undefined) throw new Error(`dataset ${fileFormatIds.join('|')} RECORDS`)
const count = Number(typedCount)
const folder = mkdtempSync(join(tmpdir(), 'stemma-dataset-bench-'))
const ids = Array.from({ length: count }, (_, index) => `conversation-${index}`)
const recipe = {
  name: 'bench',
  fileName: 'bench',
  fileFormat,
  dataFormat: 'standard',
  options: datasetOptions.parse({}),
} as const

/** Made beforehand, so that making conversations costs next to nothing. */
const passages = Array.from({ length: 997 }, (_, seed) =>
  Array.from({ length: 90 }, (_word, place) =>
    ((seed * 2_654_435_761 + place * 40_503) % 1_000_003).toString(36),
  ).join(' '),
)

const started = performance.now()
const { files, report: made } = await makeDataset(
  { ids, read: conversationAt },
  join(folder, 'made'),
  recipe,
  {
    signal: new AbortController().signal,
    shardBytes: usualShardBytes,
    step: () => Promise.resolve(),
  },
)
const ended = performance.now()
const datasetPeak = peakMegabytes()
const [record] = await previewDataset({ ...recipe, folder: join(folder, 'made'), files }, 1)

const bareStarted = performance.now()
const bare = openSync(join(folder, 'bare.jsonl'), 'w')
for (const id of ids)
  writeSync(bare, `${JSON.stringify({ ...record, messages: conversationAt(id).messages.map(plain) })}\n`)
closeSync(bare)
const bareEnded = performance.now()
rmSync(folder, { recursive: true })

report({
  records: made.records,
  megabytes: files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6,
  dataset: ended - started,
  bare: bareEnded - bareStarted,
  datasetPeak,
})

function plain({ role, parts }: Message): object {
  const [part] = parts
  return { role, content: part?.type === 'text' ? part.text : '' }
}

/** Seven messages of some 4 KB together, different for each id. */
function conversationAt(id: string): Conversation {
  const number = Number(id.split('-')[1])
  const messages = Array.from({ length: 7 }, (_, at): Message => {
    return {
      id: `m${at}`,
      sourceId: null,
      parentId: at === 0 ? null : `m${at - 1}`,
      role: at % 2 === 0 ? 'user' : 'assistant',
      sender: null,
      model: 'gpt-4o',
      createdAt: null,
      isError: false,
      isUnfinished: false,
      isHidden: false,
      parts: [{ type: 'text', text: `${number} ${passages[(number * 7 + at) % passages.length] ?? ''}` }],
      attachments: [],
      extra: null,
    }
  })
  return {
    id,
    source: 'bench',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: null,
    endpoint: null,
    model: null,
    createdAt: 0,
    updatedAt: null,
    tags: number % 10 === 0 ? ['food'] : [],
    activeLeafId: null,
    options: null,
    extra: null,
    messages,
  }
}
