/**
 * Writes the records of a dataset into its files, reads all of them back, and answers what is there.
 *
 * What goes into which part is parts.ts's work, how a kind of file is written writers/'.
 */
import { createHash, type Hash } from 'node:crypto'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { DatasetFile, TrainerCheck } from '@shared/datasets/dataset.ts'
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { JsonObject } from '@shared/json.ts'
import { throwIfCancelled } from '../exporters/throw-if-cancelled.ts'
import { RecordCheck } from './check/trainer-check.ts'
import { storedPath, type NamedRecipe } from './dataset-files.ts'
import { recordFormatOf } from './formats/registry.ts'
import type { Part } from './parts.ts'
import { toLine } from './shape.ts'
import type { Spool } from './spool.ts'
import type { RecordWriter } from './writers/dataset-file.ts'
import { openSink, type FileSink } from './writers/file-sink.ts'
import { datasetFileOf } from './writers/registry.ts'

export interface WriteTools {
  readonly signal: AbortSignal
  /** Told after each record that was written or read back. */
  step(phase: 'writing' | 'checking', done: number): Promise<void>
  /** Bytes after which a further file is begun. */
  readonly shardBytes: number
}

/** Larger members would need a form of ZIP that not every program reads, and larger files no hub likes. */
export const usualShardBytes = 1000 * 1024 * 1024

export type WriteRecipe = NamedRecipe & { readonly options: DatasetOptions }

interface Shard extends Omit<DatasetFile, 'path'> {
  /** The full path it has until it is known how many there are. */
  readonly written: string
  /** SHA-256 of the lines of its records, which reading back has to give again. */
  readonly digest: string
}

/** What was written, with the check of the files as they were read back. */
export interface WrittenFiles {
  readonly files: readonly DatasetFile[]
  readonly check: TrainerCheck
}

/**
 * Writes the parts into `folder`. Throws `cancelled`, what the disk gives, and an exception where a file, read back, does
 * not hold what was written.
 */
export async function writeFiles(
  spool: Spool,
  parts: readonly Part[],
  folder: string,
  recipe: WriteRecipe,
  tools: WriteTools,
): Promise<WrittenFiles> {
  const { extension } = datasetFileOf(recipe.fileFormat)
  const check = new RecordCheck(recipe.dataFormat, recipe.fileFormat)
  const files: DatasetFile[] = []
  let written = 0
  let checked = 0
  for (const part of parts) {
    const shards = await writePart(spool, part, folder, recipe, tools, () => {
      written += 1
      return tools.step('writing', written)
    })
    const ids = part.indexes.map((index) => spool.conversationIdOf(index))
    for (const [index, { written: from, digest, ...facts }] of shards.entries()) {
      const { fileName } = recipe
      const path = storedPath(
        { fileName, folder: part.folder, role: part.role, extension },
        index,
        shards.length,
      )
      await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 })
      await rename(from, join(folder, path))
      files.push({ path, ...facts })
      const found = await readBack(join(folder, path), recipe, check, ids.splice(0, facts.records), () => {
        throwIfCancelled(tools.signal)
        checked += 1
        return tools.step('checking', checked)
      })
      if (found.digest !== digest || found.records !== facts.records) {
        throw new Error(
          `${path} does not hold what was written: ${found.records} of ${facts.records} records.`,
        )
      }
    }
  }
  return { files, check: check.result() }
}

/** Reads one file of a dataset, feeds a check with its records, and answers how many they are and their digest. */
export async function readBack(
  path: string,
  { fileFormat, dataFormat, options }: Pick<WriteRecipe, 'fileFormat' | 'dataFormat' | 'options'>,
  check: RecordCheck,
  conversationIds: readonly string[],
  step: () => Promise<void>,
): Promise<{ readonly records: number; readonly digest: string }> {
  const hash = createHash('sha256')
  const columns = recordFormatOf(dataFormat).columns(options)
  let records = 0
  for await (const { record, carried } of datasetFileOf(fileFormat).read(path, columns)) {
    hash.update(`${toLine(record)}\n`)
    check.take(carried, conversationIds[records] ?? conversationIdIn(record))
    records += 1
    await step()
  }
  return { records, digest: hash.digest('hex') }
}

/** What a record says of its origin, where its format has room for that. Which branch it is of does not matter here. */
function conversationIdIn(record: JsonObject): string {
  const id = record['conversation_id'] ?? record['id']
  return typeof id === 'string' ? id.replace(/#(?:branch|pair)-\d+$/, '') : ''
}

async function writePart(
  spool: Spool,
  part: Part,
  folder: string,
  recipe: WriteRecipe,
  tools: WriteTools,
  step: () => Promise<void>,
): Promise<Shard[]> {
  const shards: Shard[] = []
  let open: OpenShard | null = null
  try {
    for (const index of part.indexes) {
      throwIfCancelled(tools.signal)
      if (open !== null && open.sink.bytes >= tools.shardBytes) {
        shards.push(await endShard(open))
        open = null
      }
      open ??= await beginShard(join(folder, `.part-${shards.length}`), part.role, recipe)
      const line = await spool.read(index)
      open.hash.update(`${line}\n`)
      await open.writer.write(line)
      open.records += 1
      await step()
    }
    if (open !== null) shards.push(await endShard(open))
    open = null
    return shards
  } finally {
    await open?.sink.abandon()
  }
}

interface OpenShard {
  readonly path: string
  readonly role: Part['role']
  readonly sink: FileSink
  readonly writer: RecordWriter
  readonly hash: Hash
  records: number
}

async function beginShard(path: string, role: Part['role'], recipe: WriteRecipe): Promise<OpenShard> {
  const sink = await openSink(path)
  const columns = recordFormatOf(recipe.dataFormat).columns(recipe.options)
  const writer = await datasetFileOf(recipe.fileFormat).openWriter(sink, columns, recipe.options)
  return { path, role, sink, writer, hash: createHash('sha256'), records: 0 }
}

async function endShard({ path, role, sink, writer, hash, records }: OpenShard): Promise<Shard> {
  await writer.finish()
  const { bytes } = sink
  return { written: path, role, bytes, records, sha256: await sink.close(), digest: hash.digest('hex') }
}
