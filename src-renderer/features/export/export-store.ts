/** The export dialog's store: asks for formats, names and previews, and starts the export. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import {
  dialogClosed,
  dialogOpened,
  type ExportedConversation,
  type ExportState,
  formatChosen,
  formatOf,
  initialExport,
  optionChosen,
  optionsOf,
  type Preview,
} from './export-choices.ts'

export const useExport = create<ExportState>()(() => initialExport)

let previewAsked = 0

/** Opens the dialog for one or several conversations. */
export async function openExportDialog(conversations: readonly ExportedConversation[]): Promise<void> {
  const [first] = conversations
  if (first === undefined) return
  try {
    const [formats, fileName] = await Promise.all([
      call('export.formats', {}),
      call('export.fileName', { id: first.id }),
    ])
    useExport.setState((state) => dialogOpened(state, conversations, formats, fileName))
    void askPreview()
  } catch (error) {
    showFailure('This cannot be exported', error)
  }
}

export function closeExportDialog(): void {
  useExport.setState(dialogClosed)
}

export function chooseFormat(formatId: string): void {
  useExport.setState((state) => formatChosen(state, formatId))
  void askPreview()
}

export function chooseOption(name: string, value: boolean | string): void {
  useExport.setState((state) => optionChosen(state, name, value))
  void askPreview()
}

export function nameFile(fileName: string): void {
  useExport.setState({ fileName })
}

/** Asks where to save, starts the export and closes the dialog; stays open when the question was left unanswered. */
export async function startExport(): Promise<void> {
  const state = useExport.getState()
  const format = formatOf(state)
  if (format === null || state.conversations === null) return
  const into = state.conversations.length === 1 ? 'file' : 'folder'
  try {
    const path =
      into === 'folder'
        ? await call('desktop.chooseFolder', {})
        : await call('desktop.chooseSavePath', { name: state.fileName.trim(), extension: format.extension })
    if (path === null) return
    await call('export.start', {
      ids: state.conversations.map(({ id }) => id),
      format: format.id,
      options: optionsOf(state),
      path,
      into,
      // The save dialog has asked about an existing file; nobody was asked about those inside a folder.
      replace: into === 'file',
    })
    closeExportDialog()
  } catch (error) {
    showFailure('Export failed', error)
  }
}

async function askPreview(): Promise<void> {
  const asked = ++previewAsked
  const state = useExport.getState()
  const id = state.conversations?.[0]?.id
  if (id === undefined) return
  const preview = await previewOf(id, state)
  if (asked === previewAsked) useExport.setState({ preview })
}

async function previewOf(id: string, state: ExportState): Promise<Preview> {
  try {
    const { text, bytes } = await call('export.preview', {
      id,
      format: state.formatId,
      options: { ...optionsOf(state) },
    })
    return text === null || bytes === null ? { kind: 'pages' } : { kind: 'text', text, bytes }
  } catch (error) {
    return { kind: 'failed', message: toErrorValue(error).message }
  }
}
