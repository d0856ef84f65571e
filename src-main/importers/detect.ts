/**
 * Finds the importer for a source, or says what the source looks like and why it is refused.
 *
 * How products are told apart is recognise.ts's work.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Importer, Match } from './importer.ts'
import { candidates, lookAt, type Look } from './members.ts'
import { mimeOfBytes } from './mime.ts'
import { importers } from './registry.ts'
import type { Member, Source } from './source.ts'

export type Detected = { readonly importer: Importer; readonly match: Match } | { readonly refusal: AppError }

/**
 * The first importer that recognises the source. The refusal is `unsupported-file`, `corrupt-file` or
 * what reading the source failed with.
 */
export async function detectImporter(source: Source): Promise<Detected> {
  const found = await findImporter(source)
  if (found !== null) return found
  for (const importer of importers) {
    const refusal = await importer.explain?.(source)
    if (refusal) return { refusal }
  }
  return { refusal: await refusalOf(source) }
}

/** The first importer that recognises the source; null when none does, whatever the reason. Cheaper than a refusal. */
export async function findImporter(
  source: Source,
): Promise<{ readonly importer: Importer; readonly match: Match } | null> {
  for (const importer of importers) {
    const match = await importer.detect(source)
    if (match) return { importer, match }
  }
  return null
}

async function refusalOf(source: Source): Promise<AppError> {
  let unreadable: AppError | null = null
  let other: AppError | null = null
  for (const member of candidates(source)) {
    try {
      const look = await lookAt(source, member)
      const refusal = await refusalOfMember(source, member, look)
      // A product's name tells the reader more than what is wrong with some file beside it.
      if (look.recognised !== null) return refusal
      other ??= refusal
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'bug') throw error
      unreadable ??= new AppError(kind, `“${member.name}”: ${message}`)
    }
  }
  if (source.kind === 'file')
    return other ?? unreadable ?? unsupported(source.name, 'a file that could not be read')
  return unreadable ?? inContainer(source, other)
}

function inContainer(source: Source, first: AppError | null): AppError {
  const container = source.kind === 'zip' ? 'a zip' : 'a folder'
  if (first?.kind === 'corrupt-file') return first
  return unsupported(source.name, `${container} in which no file holds conversations that this version reads`)
}

async function refusalOfMember(source: Source, member: Member, look: Look): Promise<AppError> {
  const name = source.kind === 'file' ? source.name : member.name
  if (look.recognised)
    return unsupported(name, `${look.recognised.name}, which this version does not read yet`)
  const media = mimeOfBytes(look.head)
  if (media !== null) return unsupported(name, whatMediaIs(media, name))
  const start = look.head.toString('utf8').trimStart()
  if (start.startsWith('<')) return unsupported(name, whatMarkupIs(start))
  if (look.sample.shape === 'other') return refusalOfText(name, look.head)
  if (look.sample.shape === 'lines') return unsupported(name, 'a list of JSON lines of an unknown kind')
  return (await isBroken(source, member))
    ? new AppError('corrupt-file', `“${name}” is damaged or incomplete: its JSON breaks off or is not valid.`)
    : unsupported(name, 'JSON of an unknown kind, without conversations')
}

function refusalOfText(name: string, head: Buffer): AppError {
  if (head.includes(0)) return unsupported(name, 'a binary file of an unknown kind')
  if (/\.json$/i.test(name)) {
    return new AppError('corrupt-file', `“${name}” is not JSON, although its name says so. Export it again.`)
  }
  return unsupported(name, 'plain text')
}

function whatMarkupIs(start: string): string {
  if (start.includes('outer-cell') && start.includes('mdl-')) {
    return 'a Google activity page without Gemini'
  }
  if (/^<\?xml/i.test(start) || /^<svg/i.test(start)) return 'an XML file'
  return 'a web page (HTML); ask the product for its JSON export'
}

function whatMediaIs(mime: string, name: string): string {
  const [family, kind = ''] = mime.split('/')
  const nouns: Readonly<Record<string, string>> = { image: 'picture', audio: 'sound', video: 'film' }
  const noun = nouns[family ?? '']
  const called = /\.json$/i.test(name) ? ' named .json' : ''
  if (noun !== undefined) return `a ${kind.toUpperCase()} ${noun}${called}`
  if (kind === 'vnd.sqlite3') return `an SQLite database${called}`
  if (kind === 'gzip') return `a gzip archive${called}; unpack it first`
  return `${kind === 'pdf' ? 'a PDF' : 'a zip'}${called}`
}

/** Whether a small file is no whole JSON. Of a large one only reading all would tell. */
async function isBroken(source: Source, member: Member): Promise<boolean> {
  if (member.size > largestProof) return false
  const chunks: Buffer[] = []
  for await (const chunk of source.read(member)) chunks.push(Buffer.from(chunk))
  try {
    JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    )
    return false
  } catch {
    return true
  }
}

const largestProof = 16 * 2 ** 20

function unsupported(name: string, looksLike: string): AppError {
  return new AppError('unsupported-file', `Unsupported import type: “${name}” looks like ${looksLike}.`)
}
