/**
 * One row of Google's My Activity, from whichever of its two files: what was asked, what was answered, and where it belongs.
 *
 * Finding the rows is importer.ts's and activity-page.ts's work, joining them to conversations conversations.ts's.
 */
import type { Time } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { extraOf, filledTextAt, isEmpty, leftOver, listAt, objectsAt, textAt } from '../fields.ts'
import { timeOf, unreadableTimes } from '../time.ts'

export interface ActivityRow {
  /** The words of the row after its verb. */
  readonly prompt: string
  /** False for what was done in the app and not said to it: a canvas created, feedback given. */
  readonly isSaid: boolean
  readonly time: Time | null
  /** HTML, each piece as received: parts of the answer, or its drafts. */
  readonly answers: readonly string[]
  readonly files: readonly RowFile[]
  /** The id in `gemini.google.com/app/ID`; null where the row does not tell. */
  readonly conversationId: string | null
  readonly extra: JsonObject | null
}

export interface RowFile {
  /** Its name in the folder of the list. */
  readonly path: string
  /** What the person called it. */
  readonly name: string
}

/** What the row is headed with: a product's name, in the language of the account. Null where it has none. */
export function productOf(row: JsonObject): string | null {
  return filledTextAt(row, 'header') ?? labelsOf(row)[0] ?? null
}

/**
 * Whether a row is of Gemini or its predecessor Bard. A row of another product may well speak of Gemini (a search, a
 * visited page): only the product's own labels count, or the address of a conversation.
 */
export function isGeminiRow(row: JsonObject): boolean {
  const labels = labelsOf(row)
  if (labels.some((label) => /(?<![a-z])(?:gemini|bard)(?![a-z])/i.test(label))) return true
  return labels.length === 0 && addressesOf(row).some((address) => conversationIdIn(address) !== null)
}

/** The verb and the words after it, for the verbs that are known; the verb is null for all others. */
export function splitVerb(title: string): { readonly verb: string | null; readonly prompt: string } {
  const verb = verbs.find((known) => title.startsWith(known) && /^$|^[\s:]/.test(title.slice(known.length)))
  const prompt = verb === undefined ? title : title.slice(verb.length).replace(/^:?\s+/, '')
  return verb === undefined || prompt === '' ? { verb: null, prompt: title } : { verb, prompt }
}

/** Whether a title begins with what one does in the app beside talking to it. Known in English only. */
export function isDeed(title: string): boolean {
  return /^(?:Created|Used|Added|Gave|Selected|Cleared|Shared|Deleted|Viewed|Pinned|Renamed|Exported|Updated)\s/.test(
    title,
  )
}

/** The row of `MyActivity.json`. */
export function rowOfJson(row: JsonObject): ActivityRow {
  const title = textAt(row, 'title') ?? ''
  const isSaid = !isDeed(title)
  const { verb, prompt } = isSaid ? splitVerb(title) : { verb: null, prompt: title }
  const answers = objectsAt(row, 'safeHtmlItem').flatMap((item) => filledTextAt(item, 'html') ?? [])
  const addresses = addressesOf(row)
  const ids = new Set(addresses.flatMap((address) => conversationIdIn(address) ?? []))
  const isWhole = (key: string, known: readonly Json[]): boolean => listAt(row, key).length === known.length
  return {
    prompt,
    isSaid,
    time: timeOf(row['time']),
    answers,
    files: filesOf(row),
    conversationId: [...ids][0] ?? null,
    extra: extraOf({
      ...leftOver(row, heldOfRow),
      ...unreadableTimes(row, ['time']),
      verb,
      // Several conversations in one row: it goes to the first, and keeps the names of the others.
      details: ids.size === 1 && objectsAt(row, 'details').length === 1 ? undefined : row['details'],
      safeHtmlItem: isWhole('safeHtmlItem', answers) ? undefined : row['safeHtmlItem'],
    }),
  }
}

/** The id of the conversation that an address of the app leads to. */
export function conversationIdIn(address: string): string | null {
  return (
    /^https:\/\/(?:gemini|bard)\.google\.com\/(?:u\/\d+\/)?(?:app|chat)\/([\w-]+)/.exec(address)?.[1] ?? null
  )
}

/** In the order in which they are tried: a longer one before its own beginning. */
const verbs = [
  'Prompted with',
  'Prompted',
  'Asked Gemini',
  'Asked Bard',
  'Asked',
  'Said',
  'Submitted query',
  'Live Prompt',
  'Branched',
  'Answered',
  'Eingegebener Prompt',
  'Has dicho',
  'Prompt',
  'Pokyn',
  '送信したメッセージ',
]

/** What a row says elsewhere: its product, its place, its words, its files. */
const heldOfRow: ReadonlySet<string> = new Set([
  'header',
  'products',
  'title',
  'time',
  'safeHtmlItem',
  'attachedFiles',
  'imageFile',
  'details',
])

function labelsOf(row: JsonObject): readonly string[] {
  return [row['header'] ?? null, ...listAt(row, 'products')].filter(
    (label) => typeof label === 'string' && label !== '',
  ) as string[]
}

function addressesOf(row: JsonObject): readonly string[] {
  const details = objectsAt(row, 'details').flatMap((detail) => filledTextAt(detail, 'url') ?? [])
  return [...details, filledTextAt(row, 'titleUrl') ?? ''].filter((address) => address !== '')
}

/** `attachedFiles` and `imageFile` name files; `subtitles` may say what a person called them. */
function filesOf(row: JsonObject): RowFile[] {
  const called = new Map<string, string>()
  for (const subtitle of objectsAt(row, 'subtitles')) {
    const [path, name] = [filledTextAt(subtitle, 'url'), filledTextAt(subtitle, 'name')]
    if (path !== null && name !== null) called.set(path, name.replace(/^-\s*/, ''))
  }
  const paths = [...asList(row['attachedFiles']), ...asList(row['imageFile'])].flatMap((file) => {
    if (typeof file === 'string') return file
    return isJsonObject(file) ? (filledTextAt(file, 'url', 'name') ?? []) : []
  })
  return [...new Set(paths.filter((path) => path !== ''))].map((path) => ({
    path,
    name: called.get(path) ?? path.slice(path.lastIndexOf('/') + 1),
  }))
}

function asList(value: Json | undefined): readonly Json[] {
  if (value === undefined || isEmpty(value)) return []
  return Array.isArray(value) ? value : [value]
}
