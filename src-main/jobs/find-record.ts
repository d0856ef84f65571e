/**
 * The job that finds the record which a conversation or message was read from, in the kept file of its import.
 *
 * The file is read by its importer as if all were known: every record is only hashed, until the one comes along whose
 * fingerprint the archive has. Where there is no such file, what the archive itself holds is answered.
 */
import { AppError } from '@shared/contract/app-error.ts'
import type { FoundRecord, RecordOrigin } from '@shared/contract/conversation.ts'
import { layOutJson, objectsNamed } from '@shared/json-text.ts'
import type { Archive } from '../archive/archive.ts'
import { importStart } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { originalsOf } from '../archive/originals.ts'
import { readConversation, readMessage } from '../archive/read-conversation.ts'
import { knownRecords, recordTraces, type RecordTrace, type RecordTraces } from '../archive/record-traces.ts'
import { openAtomicOutput } from '../exporters/atomic-output.ts'
import type { StandingRecord } from '../importers/importer.ts'
import { importerOf } from '../importers/registry.ts'
import type { Member, Source } from '../importers/source.ts'
import type { JobContext } from './job.ts'
import { openKept } from './kept-source.ts'
import type { RecordOrder } from './record-order.ts'
import { tellBytes } from './tell-bytes.ts'

/** Characters that a window can show and search at once. */
const mostShown = 2_000_000
/** V8 holds no longer text. */
const longestText = 536_870_888

interface Found {
  readonly text: string
  readonly of: FoundRecord['of']
  readonly origin: RecordOrigin
}

/**
 * Answers the record, of a long one the beginning; with `saveTo` the whole of it is written to a file as well.
 *
 * @throws AppError `not-found`, `cancelled`; with `saveTo` also `cannot-write`, `disk-full`
 */
export async function findRecord(context: JobContext, order: RecordOrder): Promise<FoundRecord> {
  const archive = openArchive(context.archiveFolder)
  try {
    const { text, of, origin } = await find(context, archive, order)
    if (order.saveTo !== null) await save(text, order.saveTo)
    const shown = layOutJson(text, mostShown)
    return { origin, of, text: shown, isWhole: shown.length < mostShown, length: text.length }
  } finally {
    archive.close()
  }
}

async function find(context: JobContext, archive: Archive, order: RecordOrder): Promise<Found> {
  const { id, messageKey } = order
  const message = messageKey === null ? null : readMessage(archive, id, messageKey)
  const { kept, isImported } = recordTraces(archive, id, messageKey)
  let around: Found | null = null
  let isDamaged = false
  for (const trace of kept) {
    if (trace.fingerprints.length === 0) continue
    try {
      const text = await recordIn(context, archive, trace)
      if (text === null) continue
      const origin = { from: 'original', file: trace.file, importedAt: trace.startedAt } as const
      if (message === null) return { text, of: 'conversation', origin }
      const own = message.sourceId === null ? [] : objectsNamed(text, message.sourceId)
      if (own.length > 0) return { text: own.join('\n'), of: 'message', origin }
      around ??= { text, of: 'conversation', origin }
    } catch (error) {
      if (!(error instanceof AppError) || error.kind !== 'corrupt-file') throw error
      isDamaged = true
    }
  }
  if (around !== null) return around
  const stored = message ?? readConversation(archive, id)
  return {
    text: JSON.stringify(stored, null, 2),
    of: message === null ? 'conversation' : 'message',
    origin: { from: 'archive', why: isDamaged ? 'damaged' : reasonFor({ kept, isImported }) },
  }
}

/** Why there is no record of the source's own, where no kept file is damaged. */
function reasonFor({ kept, isImported }: RecordTraces): Extract<RecordOrigin, { from: 'archive' }>['why'] {
  if (kept.some(({ fingerprints }) => fingerprints.length > 0)) return 'not-found'
  if (kept.length > 0) return 'no-record'
  return isImported ? 'not-kept' : 'made-here'
}

/** The record of a conversation in the kept file of one import; null where it is not in it. */
async function recordIn(context: JobContext, archive: Archive, trace: RecordTrace): Promise<string | null> {
  const { source, damage, close } = await openKept(context, originalsOf(archive, trace.importId), trace.file)
  try {
    const format = importStart(archive, trace.importId).choice?.format ?? trace.format
    const standing = await findIn(context, archive, source, { ...trace, format })
    if (standing === null && damage() !== null) throw damage()
    if (standing === null || typeof standing === 'string') return standing
    return await textOfMember(source, standing, context.signal)
  } finally {
    await close()
  }
}

async function findIn(
  { signal, ...context }: JobContext,
  archive: Archive,
  source: Source,
  { format, fingerprints }: RecordTrace,
): Promise<string | Member | null> {
  const wanted = new Set(fingerprints)
  const isKnown = knownRecords(archive, format)
  const tell = tellBytes({ signal, ...context }, 'record')
  const found: { at: string | Member | null } = { at: null }
  const items = importerOf(format).read(source, {
    signal,
    isKnown: (fingerprint, record) => {
      // What is not known is parsed: only of a record that was once read whole is it sure where it ends.
      if (!wanted.has(fingerprint)) return isKnown(fingerprint)
      found.at ??= held(record())
      return true
    },
  })
  for await (const { position } of items) {
    if (found.at !== null) break
    if (signal.aborted) throw new AppError('cancelled', 'Looking for the record was cancelled.')
    tell(position.bytes, position.totalBytes)
  }
  return found.at
}

/** Bytes are lent for the moment only. */
function held(record: StandingRecord): string | Member {
  switch (record.kind) {
    case 'bytes':
      return record.bytes.toString('utf8')
    case 'member':
      return record.member
    case 'gathered':
      return record.text
  }
}

async function textOfMember(source: Source, member: Member, signal: AbortSignal): Promise<string> {
  if (member.size > longestText) {
    throw new AppError('corrupt-file', `“${member.name}” is too large to be shown as one record.`)
  }
  const chunks: Buffer[] = []
  for await (const chunk of source.read(member, signal)) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

async function save(text: string, { path, replace }: { path: string; replace: boolean }): Promise<void> {
  const output = await openAtomicOutput(path, { replace })
  try {
    await output.write(text)
    await output.finish()
  } catch (error) {
    await output.abort()
    throw error
  }
}
