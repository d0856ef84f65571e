/** What the export dialog has been told: data and plain functions. export-store.ts asks and starts. */
import type { ExportFormat, SensitiveAction } from '@shared/contract/export.ts'
import type { ExportLoss } from '@shared/export-loss.ts'
import type { SensitiveReport } from '@shared/job.ts'
import { type ChosenOptions, type Option, withDefaults } from '@shared/option.ts'
import type { SensitiveCounts } from '@shared/sensitive-data.ts'
import { totalOf } from '@shared/sensitive-words.ts'

/** What is to be exported. */
export type Subject = {
  /** At least one. */
  readonly ids: readonly string[]
  /** The first of them stands for all in the preview and in the example of a file name. */
  readonly title: string
  /** What brings them together: "Tag “research”"; null for one conversation, or some that were picked by hand. */
  readonly name: string | null
}

/** One file, a folder with a file for each conversation, or a ZIP of such. */
export type Into = 'file' | 'folder' | 'zip'

export type Preview =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'text' | 'picture'
      /** The text itself, or the address of the picture. */
      readonly content: string
      /** The same as a page, where it is HTML. */
      readonly page: string | null
      /** Null where the size is known only once everything is drawn. */
      readonly bytes: number | null
      readonly losses: readonly ExportLoss[]
      readonly sensitive: SensitiveCounts
    }
  /** There is no window to draw in. */
  | { readonly kind: 'none' }
  | { readonly kind: 'failed'; readonly message: string }

/** How far the dialog is. */
export type Stage =
  | { readonly kind: 'choosing' }
  /** What would be written is looked through; then it is written, or the findings are shown. */
  | { readonly kind: 'checking'; readonly jobId: string | null; readonly next: 'write' | 'show' }
  | { readonly kind: 'reviewing'; readonly report: SensitiveReport }

export type ExportState = {
  /** Null while the dialog is closed. */
  readonly subject: Subject | null
  /** Whether the dialog was left for a conversation of its findings, and waits to be returned to. */
  readonly isAside: boolean
  readonly formats: readonly ExportFormat[]
  readonly formatId: string
  /** What was chosen so far, in any format: an option of the same name keeps its value from format to format. */
  readonly chosen: ChosenOptions
  readonly fileName: string
  /** What was chosen for several conversations. */
  readonly into: Into
  readonly nameTemplate: string
  /** The file name that the template gives the first conversation; empty where the template has none. */
  readonly exampleName: string
  readonly sensitive: SensitiveAction
  readonly preview: Preview
  /** About the size of several conversations together; null while or where nobody knows. */
  readonly estimate: number | null
  readonly stage: Stage
}

/** An option as the dialog shows it: one that only other formats have stands there disabled. */
export type OfferedOption = { readonly option: Option; readonly isSupported: boolean }

/** Where an export that the dialog opens with begins. */
export type Beginning = Pick<
  ExportState,
  'formats' | 'fileName' | 'exampleName' | 'nameTemplate' | 'sensitive'
> & { readonly subject: Subject }

export const initialExport: ExportState = {
  subject: null,
  isAside: false,
  formats: [],
  formatId: 'markdown',
  chosen: {},
  fileName: '',
  into: 'folder',
  nameTemplate: '{title}',
  exampleName: '',
  sensitive: 'warn',
  preview: { kind: 'waiting' },
  estimate: null,
  stage: { kind: 'choosing' },
}

export function dialogOpened(state: ExportState, beginning: Beginning): ExportState {
  const { formats } = beginning
  const isKnown = formats.some((format) => format.id === state.formatId)
  const formatId = isKnown ? state.formatId : (formats[0]?.id ?? '')
  return {
    ...state,
    ...beginning,
    isAside: false,
    formatId,
    preview: { kind: 'waiting' },
    estimate: null,
    stage: { kind: 'choosing' },
  }
}

export function dialogClosed(state: ExportState): ExportState {
  return { ...state, subject: null, isAside: false, stage: { kind: 'choosing' } }
}

export function formatChosen(state: ExportState, formatId: string): ExportState {
  return { ...state, formatId, preview: { kind: 'waiting' }, estimate: null }
}

/** The preview stays in sight until the new one is here: only a few lines of it will differ. */
export function optionChosen(state: ExportState, name: string, value: boolean | string): ExportState {
  return { ...state, chosen: { ...state.chosen, [name]: value } }
}

export function isOpen({ subject, isAside }: ExportState): boolean {
  return subject !== null && !isAside
}

export function formatOf(state: ExportState): ExportFormat | null {
  return state.formats.find((format) => format.id === state.formatId) ?? null
}

/** A valid value for every option of the chosen format. */
export function optionsOf(state: ExportState): ChosenOptions {
  return withDefaults(formatOf(state)?.options ?? [], state.chosen)
}

/** Where the files go: one conversation is one file, and a format that holds one conversation has no file for several. */
export function intoOf(state: ExportState): Into {
  if (state.subject?.ids.length === 1) return 'file'
  return state.into === 'file' && formatOf(state)?.joins !== true ? 'folder' : state.into
}

/** What is known to be sensitive in one conversation; null while nobody has looked, and for several. */
export function knownFindings({ subject, preview }: ExportState): SensitiveCounts | null {
  const isKnown = subject?.ids.length === 1 && (preview.kind === 'text' || preview.kind === 'picture')
  return isKnown ? preview.sensitive : null
}

/** Whether the reader is to be asked before anything is written, should something sensitive be found. */
export function needsCheck(state: ExportState): boolean {
  if (state.sensitive !== 'warn') return false
  const known = knownFindings(state)
  return known === null || totalOf(known) > 0
}

/** The options that are shown for every format, then the chosen format's own; each as that format words it. */
export function offeredOptions(formats: readonly ExportFormat[], formatId: string): OfferedOption[] {
  const own = formats.find((format) => format.id === formatId)?.options ?? []
  const all = formats.flatMap((format) => format.options)
  const everywhere = all.filter((option) => option.isShownEverywhere)
  const names = [...new Set([...everywhere, ...own].map((option) => option.name))]
  return names.flatMap((name): OfferedOption[] => {
    const supported = own.find((option) => option.name === name)
    const option = supported ?? all.find((other) => other.name === name)
    return option === undefined ? [] : [{ option, isSupported: supported !== undefined }]
  })
}
