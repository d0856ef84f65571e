/** What the export dialog has been told: data and plain functions. export-store.ts asks and starts. */
import type { ExportFormat } from '@shared/contract/export.ts'
import { type ChosenOptions, type Option, withDefaults } from '@shared/option.ts'

export type ExportedConversation = { readonly id: string; readonly title: string }

export type Preview =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  /** The format is drawn, not written: there is no text to show. */
  | { readonly kind: 'pages' }
  | { readonly kind: 'failed'; readonly message: string }

export type ExportState = {
  /** What is to be exported; null while the dialog is closed. */
  readonly conversations: readonly ExportedConversation[] | null
  readonly formats: readonly ExportFormat[]
  readonly formatId: string
  /** What was chosen so far, in any format: an option of the same name keeps its value from format to format. */
  readonly chosen: ChosenOptions
  readonly fileName: string
  readonly preview: Preview
}

/** An option as the dialog shows it: one that only other formats have stands there disabled. */
export type OfferedOption = { readonly option: Option; readonly isSupported: boolean }

export const initialExport: ExportState = {
  conversations: null,
  formats: [],
  formatId: 'markdown',
  chosen: {},
  fileName: '',
  preview: { kind: 'waiting' },
}

export function dialogOpened(
  state: ExportState,
  conversations: readonly ExportedConversation[],
  formats: readonly ExportFormat[],
  fileName: string,
): ExportState {
  const isKnown = formats.some((format) => format.id === state.formatId)
  const formatId = isKnown ? state.formatId : (formats[0]?.id ?? '')
  return { ...state, conversations, formats, formatId, fileName, preview: { kind: 'waiting' } }
}

export function dialogClosed(state: ExportState): ExportState {
  return { ...state, conversations: null }
}

export function formatChosen(state: ExportState, formatId: string): ExportState {
  return { ...state, formatId, preview: { kind: 'waiting' } }
}

/** The preview stays in sight until the new one is here: only a few lines of it will differ. */
export function optionChosen(state: ExportState, name: string, value: boolean | string): ExportState {
  return { ...state, chosen: { ...state.chosen, [name]: value } }
}

export function formatOf(state: ExportState): ExportFormat | null {
  return state.formats.find((format) => format.id === state.formatId) ?? null
}

/** A valid value for every option of the chosen format. */
export function optionsOf(state: ExportState): ChosenOptions {
  return withDefaults(formatOf(state)?.options ?? [], state.chosen)
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
