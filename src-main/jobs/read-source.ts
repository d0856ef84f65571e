/**
 * Reads one export to its end, whatever is then done with what it holds: it is imported or only looked at.
 *
 * Conversations are handed on in small batches, and every record is accounted for in the tally.
 */
import { AppError, toErrorValue, type ErrorKind } from '@shared/contract/app-error.ts'
import type { ImportProblem, Progress } from '@shared/job.ts'
import type { StoredAttachment } from '../archive/save-conversation.ts'
import { detectImporter } from '../importers/detect.ts'
import type { AttachedFile, Importer, Position, ReadItem } from '../importers/importer.ts'
import { importerOf } from '../importers/registry.ts'
import type { Source } from '../importers/source.ts'
import { openParts } from '../importers/source/open-parts.ts'
import { ChosenPlaces } from './chosen-places.ts'
import type { ExportOnDisk } from './exports-on-disk.ts'
import type { JobContext } from './job.ts'
import type { Outcome, Tally } from './tally.ts'

/** A batch is handed on when it holds this many conversations … */
const batchConversations = 200
/** … or when this many bytes of the file went into it: about a tenth of a second of writing. */
const batchBytes = 4 << 20
/** Progress is told at most this often, in milliseconds. */
const progressEvery = 100

/** A conversation that was read, ready to be saved. */
export interface ReadConversation {
  readonly item: Extract<ReadItem, { kind: 'conversation' }>
  /** Salted with importer and version; null where there is none. */
  readonly fingerprint: string | null
  readonly files: readonly StoredAttachment[]
}

/** What is done with the conversations of one source. */
export interface Receiver {
  /** True when the record with this (salted) fingerprint is in the archive already. */
  isKnown(fingerprint: string): boolean
  /** Takes the bytes of an attachment and answers their SHA-256 in hex. */
  takeFile(chunks: AsyncIterable<Buffer>, mime: string | null): Promise<string>
  /** Takes a batch and answers what became of each, in their order. Throws when nothing can be taken any more. */
  take(batch: readonly ReadConversation[]): readonly Outcome[]
}

/** What is read, as what, and for which kind of job. */
export interface Reading extends ExportOnDisk {
  readonly kind: 'import' | 'preview'
  /** Which of how many exports of the job it is. */
  readonly index: number
  readonly count: number
}

/**
 * Opens an export, finds the importer (or takes the chosen one), and hands on what it reads. `begin` makes the receiver
 * once it is known what the export is. Never throws: how it ended stands in the tally.
 */
export async function readSource(
  context: JobContext,
  reading: Reading,
  tally: Tally,
  begin: (source: Source, importer: Importer) => Receiver,
): Promise<void> {
  const tell = progressTeller(context, reading, tally)
  let source: Source | null = null
  try {
    tell('opening', { bytes: 0, totalBytes: 0 }, true)
    source = await openParts(reading.parts, context.signal)
    tally.size = source.size
    tally.remarks.push(...source.remarks)
    const { importer, reason } = await importerFor(source, reading.format)
    tally.recognised(importer, reason)
    const chosen = new ChosenPlaces(reading.only)
    await readItems(context, source, importer, chosen, begin(source, importer), tally, tell)
    if (reading.format !== null && tally.found === 0) await refuseIfOther(source, importer)
    tally.state = context.signal.aborted ? 'cancelled' : 'done'
  } catch (error) {
    tally.endedBy(error)
  } finally {
    await source?.close()
  }
}

async function importerFor(
  source: Source,
  chosen: string | null,
): Promise<{ readonly importer: Importer; readonly reason: string }> {
  if (chosen !== null) return { importer: importerOf(chosen), reason: 'because you chose it' }
  const detected = await detectImporter(source)
  if ('refusal' in detected) throw detected.refusal
  return { importer: detected.importer, reason: detected.match.reason }
}

/** An empty export of the chosen format is as good as any; a file of another kind is not. */
async function refuseIfOther(source: Source, importer: Importer): Promise<void> {
  if ((await importer.detect(source)) !== null) return
  throw new AppError(
    'unsupported-file',
    `“${source.name}” was read as ${importer.name}, as you chose, and nothing of that kind was found in it. Choose another format, or let Stemma find it out.`,
  )
}

async function readItems(
  context: JobContext,
  source: Source,
  importer: Importer,
  chosen: ChosenPlaces,
  receiver: Receiver,
  tally: Tally,
  tell: ProgressTeller,
): Promise<void> {
  const salt = `${importer.id}/${importer.version}/`
  const taken = new Map<string, string>()
  let batch: ReadConversation[] = []
  let handedOnAt = 0

  const handOn = (position: Position): void => {
    handedOnAt = position.bytes
    if (batch.length === 0) return
    const members = batch
    batch = []
    try {
      for (const outcome of receiver.take(members)) tally.count(outcome)
    } catch (error) {
      const { message } = toErrorValue(error)
      for (const { item } of members) tally.failed.push({ where: item.place, reason: message })
      throw error
    }
  }

  let position: Position = { bytes: 0, totalBytes: source.size }
  try {
    const items = importer.read(source, {
      signal: context.signal,
      // What was chosen is named by its whole place, which is known only once the record is parsed.
      isKnown: (fingerprint) => chosen.areAll && receiver.isKnown(salt + fingerprint),
    })
    for await (const item of items) {
      position = item.position
      if (chosen.include(item)) {
        tally.meet(item)
        if (item.kind === 'conversation') {
          const fingerprint = item.fingerprint === null ? null : salt + item.fingerprint
          batch.push({
            item,
            fingerprint,
            files: await takeFiles(source, item.files, receiver, taken, tally),
          })
        }
      }
      const isFull = batch.length >= batchConversations || position.bytes - handedOnAt >= batchBytes
      if (isFull) handOn(position)
      tell('reading', position)
      if (context.signal.aborted) break
    }
  } finally {
    // What was read whole is kept, also when the rest of the file is broken or the reader cancelled.
    handOn(position)
    tell('reading', position, true)
  }
  if (context.signal.aborted) return
  const reason = 'It was chosen, and does not stand there any more. Drop the file again.'
  for (const where of chosen.missed) tally.meet({ kind: 'failed', where, reason, position })
}

/**
 * Saves one conversation by `save`; one that cannot be kept stops no other, unless nothing can be written at all any more:
 * then it throws.
 */
export function outcomeOf<Saved>(place: string, save: () => Saved): Saved | ImportProblem {
  try {
    return save()
  } catch (error) {
    const { kind, message } = toErrorValue(error)
    if (fatalKinds.has(kind)) throw error
    return { where: place, reason: message }
  }
}

const fatalKinds = new Set<ErrorKind>(['disk-full', 'cannot-write', 'archive-damaged', 'archive-busy'])

/** `taken` holds the hashes of members that were taken before, so that a file of many messages is read once. */
async function takeFiles(
  source: Source,
  files: readonly AttachedFile[],
  receiver: Receiver,
  taken: Map<string, string>,
  tally: Tally,
): Promise<StoredAttachment[]> {
  const attachments: StoredAttachment[] = []
  for (const { messageId, ref, member: name, mime, missing } of files) {
    if (name === null) {
      tally.missing += 1
      attachments.push({ messageId, ref, hash: null, mime, missing: missing ?? 'not in this file' })
      continue
    }
    try {
      let hash = taken.get(name)
      if (hash === undefined) {
        const member = source.members.find((candidate) => candidate.name === name)
        if (!member) throw new AppError('corrupt-file', `“${name}” is not in ${source.name} any more.`)
        hash = await receiver.takeFile(source.read(member), mime)
        taken.set(name, hash)
      }
      tally.matched += 1
      attachments.push({ messageId, ref, hash, mime, missing: null })
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'disk-full' || kind === 'bug') throw error
      tally.missing += 1
      tally.remarks.push({ where: name, reason: message })
      attachments.push({ messageId, ref, hash: null, mime, missing: message })
    }
  }
  return attachments
}

type ProgressTeller = (phase: 'opening' | 'reading', position: Position, isDue?: boolean) => void

function progressTeller(context: JobContext, reading: Reading, tally: Tally): ProgressTeller {
  let last = 0
  return (phase, { bytes, totalBytes }, isDue = false) => {
    const now = Date.now()
    if (!isDue && now - last < progressEvery) return
    last = now
    const progress: Progress = {
      kind: reading.kind,
      phase,
      file: tally.file,
      fileIndex: reading.index,
      fileCount: reading.count,
      conversations: tally.found,
      bytes,
      totalBytes,
    }
    context.tell({ kind: 'progress', progress })
  }
}
