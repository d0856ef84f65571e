/**
 * Files that come later than the messages that name them: dropped by themselves, or lying in an export whose
 * conversations do not name them any more.
 *
 * Which file is whose is importers/late-files.ts's work, noting it archive/missing-files.ts's.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { inBatch } from '../archive/batch.ts'
import { storeFile } from '../archive/files.ts'
import { giveBytes, missingFiles, type MissingFile } from '../archive/missing-files.ts'
import type { FileFinder } from '../importers/file-finder.ts'
import { matchLateFiles, type LateMatches } from '../importers/late-files.ts'
import { candidates, lookAt } from '../importers/members.ts'
import { mimeOfBytes, mimeOfName } from '../importers/mime.ts'
import { importers } from '../importers/registry.ts'
import type { Member, Source } from '../importers/source.ts'
import { bytesOfFile } from '../importers/source/file-bytes.ts'
import { openParts } from '../importers/source/open-parts.ts'
import type { JobContext } from './job.ts'
import type { Reading } from './read-source.ts'
import type { Tally } from './tally.ts'

type Matches = LateMatches<MissingFile>

/** Files whose bytes are stored before the archive notes them, all in one go. */
const batchFiles = 50
/** Remarks of one kind that are written out. */
const mostRemarks = 100
/** Bytes that the type of a file is told by. */
const mimeBytes = 32

/**
 * Takes in what was refused as an export if messages name it, and otherwise adds to the refusal that none does. How it
 * ended stands in the tally; only a bug is thrown.
 *
 * @param begin notes the import, once there is something to take in
 */
export async function importLateFiles(
  context: JobContext,
  archive: Archive,
  reading: Reading,
  tally: Tally,
  begin: () => number,
): Promise<void> {
  await withLooseFiles(context, archive, reading, tally, async (source, matches) => {
    await store(context, archive, source, matches, reading, tally, begin())
  })
}

/** What `importLateFiles` would come to, with nothing changed. */
export async function previewLateFiles(
  context: JobContext,
  archive: Archive,
  reading: Reading,
  tally: Tally,
): Promise<void> {
  await withLooseFiles(context, archive, reading, tally, (_source, { found }) => {
    const wanted = [...found.values()].flat()
    tally.matched = wanted.length
    tally.filled(wanted.map(({ conversationUuid }) => conversationUuid))
  })
}

/**
 * Takes from an export the files that older messages of the same product name, by their ids, or by name and size. Newer
 * exports leave out which message a file belongs to, older ones the file.
 *
 * @param members what belongs to nothing that was read
 * @throws what storing a file throws when nothing can be written any more
 */
export async function importFilesOfOlderMessages(
  context: JobContext,
  archive: Archive,
  source: Source,
  members: readonly Member[],
  reading: Reading,
  tally: Tally,
  importId: number,
): Promise<void> {
  // A file that stands alone holds what was read of it and nothing else.
  if (source.kind === 'file' || members.length === 0 || tally.format === null) return
  const wanted = missingFiles(archive, tally.format)
  if (wanted.length === 0) return
  const matches = matchLateFiles(members, wanted, await findersIn(source, wanted, context.signal))
  const doubtful = new Set(matches.byNameAlone)
  const found = new Map([...matches.found].filter(([name]) => !doubtful.has(name)))
  if (found.size === 0) return
  const certain = { found, byNameAlone: [], ambiguous: [], unnamed: [] }
  await store(context, archive, source, certain, reading, tally, importId)
  tally.lateFiles = {
    matched: found.size,
    ambiguous: 0,
    unnamed: 0,
    stillMissing: wanted.length - sizeOf(found),
  }
}

/** Opens what was refused once more, and lets `take` have what messages name of it. */
async function withLooseFiles(
  context: JobContext,
  archive: Archive,
  reading: Reading,
  tally: Tally,
  take: (source: Source, matches: Matches) => Promise<void> | void,
): Promise<void> {
  const refusal = tally.error
  const isLoose = refusal?.kind === 'unsupported-file' || refusal?.kind === 'corrupt-file'
  if (tally.state !== 'refused' || !isLoose || reading.format !== null) return
  let source: Source | null = null
  try {
    source = await openParts(reading.parts, context.signal)
    if (await isAnyRecognised(source)) return
    const wanted = missingFiles(archive)
    const whole = wholeFile(source, reading.parts)
    const asWhole = whole && (await match(whole, wanted, context.signal))
    const isWhole = whole !== null && asWhole !== null && asWhole.found.size > 0
    const [taken, matches] = isWhole
      ? ([whole, asWhole] as const)
      : ([source, await match(source, wanted, context.signal)] as const)
    const { found, ambiguous, unnamed } = matches
    if (found.size === 0) return tally.endedBy(refusalOf(refusal.message, source, reading, matches))
    tally.recognisedFiles()
    tally.lateFiles = {
      matched: found.size,
      ambiguous: ambiguous.length,
      unnamed: unnamed.length,
      stillMissing: wanted.length - sizeOf(found),
    }
    tally.remarks.push(...remarksOn(matches))
    await take(taken, matches)
  } catch (error) {
    const { kind, message } = toErrorValue(error)
    if (kind === 'bug') throw error
    // What cannot be opened was refused for that already.
    if (tally.state === 'refused' && kind !== 'cancelled') return
    tally.state = kind === 'cancelled' ? 'cancelled' : 'failed'
    tally.error = { kind, message, detail: null }
  } finally {
    await source?.close()
  }
}

/** A file of a product, even one that is not read, is no picture that somebody lost. */
async function isAnyRecognised(source: Source): Promise<boolean> {
  for (const member of candidates(source)) {
    const look = await lookAt(source, member).catch(() => null)
    if (look !== null && look.recognised !== null) return true
  }
  return false
}

/** A zip or an office document as the one file that it is on the disk; null for all else. */
function wholeFile(source: Source, parts: readonly string[]): Source | null {
  if (source.kind !== 'zip' || parts.length > 1) return null
  const { name, size, path } = source
  const read = (_member: Member, signal?: AbortSignal) => bytesOfFile(path, size, signal)
  return { ...source, members: [{ name, size }], read }
}

async function match(source: Source, wanted: readonly MissingFile[], signal: AbortSignal): Promise<Matches> {
  return matchLateFiles(source.members, wanted, await findersIn(source, wanted, signal))
}

async function findersIn(
  source: Source,
  wanted: readonly MissingFile[],
  signal: AbortSignal,
): Promise<Map<string, FileFinder>> {
  const products = new Set(wanted.map((one) => one.source))
  const finders = new Map<string, FileFinder>()
  for (const importer of importers) {
    const finder = products.has(importer.id) ? await importer.findFiles?.(source, signal) : undefined
    if (finder !== undefined) finders.set(importer.id, finder)
  }
  return finders
}

async function store(
  context: JobContext,
  archive: Archive,
  source: Source,
  { found }: Pick<Matches, 'found'>,
  reading: Reading,
  tally: Tally,
  importId: number,
): Promise<void> {
  const members = source.members.filter(({ name }) => found.has(name))
  const totalBytes = members.reduce((sum, { size }) => sum + size, 0)
  let bytes = 0
  for (let start = 0; start < members.length; start += batchFiles) {
    const stored: (readonly [readonly MissingFile[], { hash: string; mime: string | null }])[] = []
    for (const member of members.slice(start, start + batchFiles)) {
      if (context.signal.aborted) throw new AppError('cancelled', 'The import was cancelled.')
      try {
        stored.push([
          found.get(member.name) ?? [],
          await storeMember(archive, source, member, context.signal),
        ])
      } catch (error) {
        const { kind, message } = toErrorValue(error)
        if (kind !== 'corrupt-file' && kind !== 'unreadable-file') throw error
        tally.remarks.push({ where: member.name, reason: message })
        tally.missing += found.get(member.name)?.length ?? 0
      }
      bytes += member.size
      tellProgress(context, reading, tally, bytes, totalBytes)
    }
    const changed = inBatch(archive, () =>
      stored.flatMap(([wanted, file]) => giveBytes(archive, importId, wanted, file)),
    )
    tally.filled(changed)
    tally.matched += stored.reduce((sum, [wanted]) => sum + wanted.length, 0)
    context.tell({ kind: 'committed' })
  }
}

async function storeMember(
  archive: Archive,
  source: Source,
  member: Member,
  signal: AbortSignal,
): Promise<{ hash: string; mime: string | null }> {
  const mime = mimeOfName(member.name) ?? mimeOfBytes(await source.head(member, mimeBytes))
  const { hash } = await storeFile(archive, source.read(member, signal), mime)
  return { hash, mime }
}

function tellProgress(
  context: JobContext,
  { kind, index, count }: Reading,
  tally: Tally,
  bytes: number,
  totalBytes: number,
): void {
  const { file, found } = tally
  const place = { file, fileIndex: index, fileCount: count, conversations: found, bytes, totalBytes }
  context.tell({ kind: 'progress', progress: { kind, phase: 'reading', ...place } })
}

/** What was no export and is no file of a message either. */
function refusalOf(refusal: string, source: Source, { parts }: Reading, { ambiguous }: Matches): AppError {
  const [first] = ambiguous
  if (first !== undefined) {
    const more = ambiguous.length === 1 ? '' : ` The same goes for ${ambiguous.length - 1} more files.`
    return new AppError(
      'unsupported-file',
      `“${first.member}” may be a file that messages name, but that cannot be told for certain: ${first.reason}${more} Nothing was stored.`,
    )
  }
  if (parts.length > 1) {
    const others = parts.length === 2 ? 'another file' : `${parts.length - 1} more files`
    return new AppError(
      'unsupported-file',
      `“${source.members[0]?.name ?? ''}” and ${others} hold no conversations. No message that misses a file names any of them either, so nothing was stored.`,
    )
  }
  const what = source.members.length === 1 ? 'it' : 'any file in it'
  return new AppError(
    'unsupported-file',
    `${refusal} No message that misses a file names ${what} either, so nothing was stored.`,
  )
}

function remarksOn({ byNameAlone, ambiguous, unnamed }: Matches): ImportProblem[] {
  return [
    ...ambiguous.map(({ member, reason }) => ({ where: member, reason: `Not taken in. ${reason}` })),
    ...byNameAlone.map((where) => ({ where, reason: 'It was matched by its name alone.' })),
    ...unnamed.map((where) => ({ where, reason: 'No message that misses a file names it.' })),
  ].slice(0, mostRemarks)
}

function sizeOf(found: ReadonlyMap<string, readonly unknown[]>): number {
  return [...found.values()].reduce((sum, wanted) => sum + wanted.length, 0)
}
