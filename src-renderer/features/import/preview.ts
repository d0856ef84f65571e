/**
 * What the preview sheet shows and how it changes: data and plain functions. preview-store.ts asks.
 *
 * A preview reads whole files and changes nothing. From it a person picks what is to come in; what is already here
 * cannot be picked, for it would change nothing.
 */
import type { ImportPreview, PreviewRow } from '@shared/job.ts'

export type PreviewFilter = 'all' | PreviewRow['result'] | 'problems'

/** The importers a person has chosen for files, by their path. */
export type ChosenFormats = Readonly<Record<string, string>>

/** The part that both states share: what was asked to be read, and how. */
type Asked = { readonly paths: readonly string[]; readonly formats: ChosenFormats }

export type ReadyPreview = Asked & {
  readonly kind: 'ready'
  readonly previews: readonly ImportPreview[]
  /** Keys of the rows that are to come in. */
  readonly picked: ReadonlySet<string>
  readonly filter: PreviewFilter
  /** Words to be found in a title; empty shows all. */
  readonly words: string
  /** The file that is being read once more, as another format; `jobId` is null until the job has a name. */
  readonly rereading: { readonly file: string; readonly jobId: string | null } | null
}

export type PreviewState =
  | { readonly kind: 'closed' }
  /** `jobId` is null until the job has a name. */
  | (Asked & { readonly kind: 'reading'; readonly jobId: string | null })
  | ReadyPreview

export const closedPreview: PreviewState = { kind: 'closed' }

/** A line of the sheet's table. */
export type PreviewLine =
  | {
      readonly kind: 'conversation'
      readonly key: string
      /** Full path of the file it stands in. */
      readonly file: string
      readonly row: PreviewRow
    }
  | {
      readonly kind: 'problem'
      readonly key: string
      readonly result: 'skipped' | 'failed' | 'remark'
      readonly where: string
      readonly reason: string
    }

/** What `import.start` is asked for. */
export type ImportOrder = {
  readonly paths: string[]
  readonly formats: Record<string, string>
  readonly only: Record<string, string[]>
}

export function previewAsked(paths: readonly string[], formats: ChosenFormats): PreviewState {
  return { kind: 'reading', paths, formats, jobId: null }
}

/** Takes in the name of the job that reads, if the sheet still waits for one. */
export function previewStarted(state: PreviewState, jobId: string): PreviewState {
  return state.kind === 'reading' && state.jobId === null ? { ...state, jobId } : state
}

/** Takes in what a job has read, if it is the job that the sheet waits for. All that is new is picked. */
export function previewsArrived(
  state: PreviewState,
  jobId: string,
  previews: readonly ImportPreview[],
): PreviewState {
  if (state.kind !== 'reading' || state.jobId !== jobId) return state
  const { paths, formats } = state
  const picked = new Set(pickable(conversationLines(previews)))
  return { kind: 'ready', paths, formats, previews, picked, filter: 'all', words: '', rereading: null }
}

/** Has one of the files read as another format; null as it is recognised. All else stays as it is. */
export function fileAsked(state: ReadyPreview, file: string, format: string | null): ReadyPreview {
  return { ...state, formats: formatChosen(state.formats, file, format), rereading: { file, jobId: null } }
}

/** Takes in what a file holds as the other format: of that file all that is new is picked, of the others what was. */
export function fileArrived(state: ReadyPreview, previews: readonly ImportPreview[]): ReadyPreview {
  const file = state.rereading?.file
  const before = state.previews.filter((preview) => preview.file === file)
  const gone = new Set(conversationLines(before).map(({ key }) => key))
  const picked = new Set([...state.picked].filter((key) => !gone.has(key)))
  for (const key of pickable(conversationLines(previews))) picked.add(key)
  const after = state.previews.flatMap((preview) => (preview.file === file ? previews : [preview]))
  return { ...state, previews: after, picked, rereading: null }
}

/** Picks rows, or leaves them; those that can be picked among them. */
export function rowsPicked(
  state: ReadyPreview,
  lines: readonly PreviewLine[],
  isPicked: boolean,
): ReadyPreview {
  const picked = new Set(state.picked)
  for (const key of pickable(lines)) {
    if (isPicked) picked.add(key)
    else picked.delete(key)
  }
  return { ...state, picked }
}

/** The formats to read with when a person has chosen one for a file; `null` leaves it to what is recognised. */
export function formatChosen(formats: ChosenFormats, file: string, format: string | null): ChosenFormats {
  const others = Object.entries(formats).filter(([path]) => path !== file)
  return Object.fromEntries(format === null ? others : [...others, [file, format]])
}

/** The keys of the lines that would bring something. */
export function pickable(lines: readonly PreviewLine[]): string[] {
  return lines.flatMap((line) =>
    line.kind === 'conversation' && line.row.result !== 'unchanged' ? [line.key] : [],
  )
}

/** All lines that the filter and the words let through: problems, conversations in the order of the files, remarks. */
export function previewLines({
  previews,
  filter,
  words,
}: Pick<ReadyPreview, 'previews' | 'filter' | 'words'>): PreviewLine[] {
  const wanted = words.trim().toLocaleLowerCase().split(/\s+/)
  const has = (text: string): boolean => {
    const lower = text.toLocaleLowerCase()
    return wanted.every((word) => lower.includes(word))
  }
  const conversations = conversationLines(previews).filter(
    ({ row }) => (filter === 'all' || row.result === filter) && has(row.title),
  )
  if (filter !== 'all' && filter !== 'problems') return conversations
  const problems = problemLines(previews, ['failed', 'skipped']).filter(({ where }) => has(where))
  const remarks = problemLines(previews, ['remarks']).filter(({ where }) => has(where))
  return [...problems, ...(filter === 'all' ? conversations : []), ...remarks]
}

/** How many records there are of each kind, those known by their fingerprint among the unchanged. */
export function previewCounts(previews: readonly ImportPreview[]): Readonly<Record<PreviewFilter, number>> {
  const sum = (count: (preview: ImportPreview) => number): number =>
    previews.reduce((total, preview) => total + count(preview), 0)
  return {
    all: sum(({ found }) => found),
    new: sum((preview) => preview.new),
    updated: sum(({ updated }) => updated),
    unchanged: sum(({ unchanged }) => unchanged),
    problems: sum(({ skipped, failed, remarks }) => skipped.length + failed.length + remarks.length),
  }
}

/** How many conversations are here already and were passed over without being read: no line shows them. */
export function unlistedCount(previews: readonly ImportPreview[]): number {
  const listed = conversationLines(previews).filter(({ row }) => row.result === 'unchanged').length
  return Math.max(previewCounts(previews).unchanged - listed, 0)
}

/** Files of messages come in whole: nobody picks among them. */
export function fileCount(previews: readonly ImportPreview[]): number {
  return previews.reduce((sum, { lateFiles }) => sum + (lateFiles?.matched ?? 0), 0)
}

/**
 * What is to be imported. A file of which everything is picked is taken in whole; one of which nothing is picked, or
 * which is refused, is left out: by name where it lies in a folder that was asked for.
 */
export function importOrder({ paths, formats, previews, picked }: ReadyPreview): ImportOrder {
  const only: Record<string, string[]> = {}
  const left = new Set<string>()
  for (const preview of previews) {
    const lines = conversationLines([preview])
    const places = lines.filter(({ key }) => picked.has(key)).map(({ row }) => row.place)
    if (preview.lateFiles !== undefined) continue
    if (places.length === 0) {
      for (const part of preview.parts) left.add(part)
      if (!preview.parts.some((part) => paths.includes(part))) only[preview.file] = []
    } else if (places.length < pickable(lines).length) only[preview.file] = places
  }
  return { paths: paths.filter((path) => !left.has(path)), formats: { ...formats }, only }
}

function conversationLines(previews: readonly ImportPreview[]) {
  return previews.flatMap(({ file, rows }) =>
    rows.map((row) => ({ kind: 'conversation' as const, key: `${file}\n${row.place}`, file, row })),
  )
}

function problemLines(
  previews: readonly ImportPreview[],
  kinds: readonly ('failed' | 'skipped' | 'remarks')[],
) {
  return kinds.flatMap((kind) =>
    previews.flatMap((preview) =>
      preview[kind].map(({ where, reason }, index) => ({
        kind: 'problem' as const,
        key: `${preview.file}\n${kind} ${index}`,
        result: kind === 'remarks' ? ('remark' as const) : kind,
        where,
        reason,
      })),
    ),
  )
}
