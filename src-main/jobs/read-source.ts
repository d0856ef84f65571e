/**
 * Reads one export to its end, whatever is then done with what it holds: it is imported or only looked at.
 *
 * Conversations are handed on in small batches, and every record is accounted for in the tally.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Progress } from '@shared/job.ts'
import { incomingOf, type Incoming } from '../archive/incoming.ts'
import { ConversationPacker, type PackedConversations } from '../archive/packed-conversations.ts'
import type { StoredAttachment } from '../archive/save-conversation.ts'
import { detectImporter } from '../importers/detect.ts'
import type { AttachedFile, Importer, Position } from '../importers/importer.ts'
import { importerOf } from '../importers/registry.ts'
import type { Member, Source } from '../importers/source.ts'
import { notedSource } from '../importers/source/noted-source.ts'
import { openParts } from '../importers/source/open-parts.ts'
import { ChosenPlaces } from './chosen-places.ts'
import type { ExportOnDisk } from './exports-on-disk.ts'
import type { JobContext } from './job.ts'
import { outcomeOf } from './outcome-of.ts'
import { refuseAbove, refuseTooLarge } from './refuse-too-large.ts'
import { stowData } from './stow-data.ts'
import type { Outcome, Tally } from './tally.ts'

/** A batch is handed on when it holds this many conversations … */
const batchConversations = 400
/**
 * … or when this many bytes of the file went into it: about a tenth of a second of writing. Each batch writes nearly all
 * pages of twenty indexes again, so larger ones cost less.
 */
const batchBytes = 8 << 20
/**
 * The first is handed on after so many, and each after twice as many as the one before: nobody is to wait for the first.
 * Towards the end they become smaller again, down to this: nobody is to wait for the last.
 */
const smallestBatchBytes = 512 << 10
/** Batches that are handed on and not yet answered: one is being saved, the others are there when it has been. */
const batchesAhead = 3
/** Progress is told at most this often, in milliseconds. */
const progressEvery = 100

/** Conversations that were read, ready to be saved; can be handed to another thread. */
export interface ReadBatch {
  /** Where each stood. */
  readonly places: readonly string[]
  /** Salted with importer and version; null where there is none. */
  readonly fingerprints: readonly (string | null)[]
  readonly conversations: PackedConversations
}

/** What is done with the conversations of one source. */
export interface Receiver {
  /** True when the record with this (salted) fingerprint is in the archive already. */
  isKnown(fingerprint: string): boolean
  /** Takes the bytes of an attachment and answers their SHA-256 in hex. */
  readonly takeFile: (chunks: AsyncIterable<Buffer>, mime: string | null) => Promise<string>
  /**
   * Takes a batch and answers what became of each, in their order. Throws when nothing can be taken any more. Reading goes
   * on meanwhile, a few batches ahead.
   */
  take(batch: ReadBatch): readonly Outcome[] | Promise<readonly Outcome[]>
  /** Is given, once everything was read, the members that no conversation took as a file. */
  readonly takeRest?: (rest: readonly Member[]) => Promise<void>
}

/** What is read, as what, and for which kind of job. */
export interface Reading extends ExportOnDisk {
  readonly kind: 'import' | 'preview'
  /** The largest file that is read, in bytes; null for no limit. */
  readonly maxBytes: number | null
  /** Gets the names of the members that were read. */
  readonly used?: Set<string>
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
    await refuseTooLarge(reading.parts, reading.maxBytes)
    source = await openParts(reading.parts, context.signal)
    tally.size = source.size
    if (source.kind === 'folder' && reading.parts.length === 1) {
      refuseAbove(source.name, source.size, reading.maxBytes)
    }
    tally.remarks.push(...source.remarks)
    const noted = reading.used === undefined ? source : notedSource(source, reading.used)
    const { importer, reason } = await importerFor(noted, reading.format)
    tally.recognised(importer, reason)
    const chosen = new ChosenPlaces(reading.only)
    await readItems(context, noted, importer, chosen, begin(source, importer), tally, tell)
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
  const handing = new HandingOn(receiver, tally)

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
          const files = await takeFiles(source, item.files, receiver, taken, tally)
          const stowed = await stowData(item.conversation, files, receiver.takeFile)
          tally.missing -= stowed.found
          tally.matched += stowed.found
          handing.add(item.place, fingerprint, () =>
            incomingOf(stowed.conversation, stowed.files, item.origin),
          )
        }
      }
      await handing.handOnIfFull(position)
      tell('reading', position)
      if (context.signal.aborted) break
    }
  } finally {
    // What was read whole is kept, also when the rest of the file is broken or the reader cancelled.
    await handing.finish()
    tell('reading', position, true)
  }
  if (context.signal.aborted) return
  if (chosen.areAll) await receiver.takeRest?.(source.members.filter(({ name }) => !taken.has(name)))
  const reason = 'It was chosen, and does not stand there any more. Drop the file again.'
  for (const where of chosen.missed) tally.meet({ kind: 'failed', where, reason, position })
}

/** Hands conversations on in batches, reading a little ahead of what is saved. */
class HandingOn {
  readonly #receiver: Receiver
  readonly #tally: Tally
  readonly #packer = new ConversationPacker()
  #places: string[] = []
  #fingerprints: (string | null)[] = []
  #handedOnAt = 0
  #enoughBytes = smallestBatchBytes
  /** What was handed on and is not answered yet, in its order. */
  readonly #ahead: Promise<void>[] = []

  constructor(receiver: Receiver, tally: Tally) {
    this.#receiver = receiver
    this.#tally = tally
  }

  add(place: string, fingerprint: string | null, ready: () => Incoming): void {
    const incoming = outcomeOf(place, ready)
    if ('reason' in incoming) {
      this.#tally.failed.push(incoming)
      return
    }
    this.#packer.add(incoming)
    this.#places.push(place)
    this.#fingerprints.push(fingerprint)
  }

  /** Resolves when there is room for more; rejects when nothing can be saved any more. */
  async handOnIfFull(position: Position): Promise<void> {
    const isFull =
      this.#packer.size >= batchConversations || position.bytes - this.#handedOnAt >= this.#enoughBytes
    if (!isFull) return
    this.#handedOnAt = position.bytes
    this.#enoughBytes = Math.max(
      smallestBatchBytes,
      Math.min(batchBytes, 2 * this.#enoughBytes, (position.totalBytes - position.bytes) / 3),
    )
    this.#handOn()
    while (this.#ahead.length >= batchesAhead) await this.#ahead.shift()
  }

  /** Hands on what is left and resolves when everything is answered. */
  async finish(): Promise<void> {
    this.#handOn()
    const ends = await Promise.allSettled(this.#ahead.splice(0))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  #handOn(): void {
    if (this.#packer.size === 0) return
    const saving = this.#save({
      places: this.#places,
      fingerprints: this.#fingerprints,
      conversations: this.#packer.take(),
    })
    this.#places = []
    this.#fingerprints = []
    // Whoever waits for it hears of it; others are not to be disturbed meanwhile.
    saving.catch(() => undefined)
    this.#ahead.push(saving)
  }

  async #save(batch: ReadBatch): Promise<void> {
    try {
      for (const outcome of await this.#receiver.take(batch)) this.#tally.count(outcome)
    } catch (error) {
      const { message } = toErrorValue(error)
      for (const where of batch.places) this.#tally.failed.push({ where, reason: message })
      throw error
    }
  }
}

/** `taken` holds the hashes of members that were taken before, so that a file of many messages is read once. */
async function takeFiles(
  source: Source,
  files: readonly AttachedFile[],
  receiver: Receiver,
  taken: Map<string, string>,
  tally: Tally,
): Promise<StoredAttachment[]> {
  const attachments: StoredAttachment[] = []
  for (const { messageId, ref, member: name, read, mime, missing } of files) {
    if (name === null) {
      tally.missing += 1
      attachments.push({ messageId, ref, hash: null, mime, missing: missing ?? 'not in this file' })
      continue
    }
    try {
      let hash = taken.get(name)
      if (hash === undefined) {
        const member = source.members.find((candidate) => candidate.name === name)
        const bytes = read?.() ?? (member && source.read(member))
        if (!bytes) throw new AppError('corrupt-file', `“${name}” is not in ${source.name} any more.`)
        hash = await receiver.takeFile(bytes, mime)
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
