/** What the palette can do: to the conversation that is open or to those selected, and everywhere. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { Settings } from '@shared/contract/settings.ts'
import { type WindowCommand, windowShortcuts } from '@shared/shortcuts/shortcuts.ts'
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  Braces,
  Columns2,
  Database,
  Download,
  FileOutput,
  FolderDown,
  FolderPlus,
  GitBranch,
  GitFork,
  Info,
  Keyboard,
  ListFilter,
  type LucideIcon,
  Moon,
  PanelLeft,
  PanelRight,
  Redo2,
  Search,
  SearchCheck,
  StickyNote,
  Sun,
  SunMoon,
  Tag,
  TextSearch,
  Trash2,
  Undo2,
} from 'lucide-react'
import { call } from '../bridge.ts'
import { useLibrary } from '../features/library/library-store.ts'
import { nameCollection } from '../features/organise/collections-store.ts'
import { startFork } from '../features/organise/fork-store.ts'
import type { PaletteEntry } from '../features/palette/arrange.ts'
import { showRecord } from '../features/record/record-store.ts'
import { changeSettings, useSettings } from '../features/settings/settings-store.ts'
import { editTag } from '../features/tags/tag-actions.ts'
import { emptyTrash } from '../features/trash/trash-store.ts'
import { previewOf } from '../features/viewer/message-words.ts'
import { type PanelTab, useViewer } from '../features/viewer/viewer-store.ts'
import type { Action } from '../ui/ActionMenu.tsx'
import { counted } from '../ui/counts.ts'
import { shortcutText } from '../ui/shortcut-keys.ts'
import { showFailure } from '../ui/toasts.ts'
import { makeDatasetOf, runCommand } from './commands.ts'
import { openActions, selectionActions } from './conversation-actions.ts'
import { canStep } from './visits-store.ts'
import { useWindow } from './window-store.ts'

/** All that can be done here and now. */
export function actionEntries(openRow: LibraryRow | null): PaletteEntry[] {
  return [...theseEntries(openRow), ...everywhereEntries(openRow !== null)]
}

/** What is about several that are selected goes before what is about the one that is open, as with the keys. */
function theseEntries(openRow: LibraryRow | null): PaletteEntry[] {
  if (useWindow.getState().view !== 'library') return []
  const { selection, open } = useLibrary.getState()
  const { size } = selection.keys
  if (size > 1 || (open === null && size > 0)) {
    return entriesOf(selectionActions(), counted(size, 'selected conversation'))
  }
  if (openRow === null) return []
  return entriesOf([...openActions(openRow, renameOpen), ...readerActions(openRow)], `“${openRow.title}”`)
}

function renameOpen(): void {
  useViewer.getState().rename(true)
}

function entriesOf(actions: readonly Action[], of: string): PaletteEntry[] {
  return actions.map(({ label, icon: Icon, shortcut, isDangerous = false, run }) => ({
    ...(shortcut === undefined ? {} : { shortcut }),
    id: `these ${label}`,
    group: 'these',
    of,
    label,
    mark: <Icon />,
    isDangerous,
    run,
  }))
}

/** What the reader offers by its buttons and the panel beside it. */
function readerActions({ id, title }: LibraryRow): Action[] {
  const { focusKey, conversationId } = useViewer.getState()
  const ofMessage: Action[] =
    focusKey === null || conversationId !== id
      ? []
      : [
          {
            label: 'Fork from the message in focus…',
            icon: GitFork,
            run: () => void forkFrom(id, title, focusKey),
          },
          {
            label: 'Show the message in focus as received…',
            icon: Braces,
            run: () => showRecord({ conversationId: id, title, messageKey: focusKey }),
          },
        ]
  return [
    ...ofMessage,
    { label: 'Find similar conversations', icon: SearchCheck, run: () => showPanel('similar') },
    { label: 'Make a dataset of it', icon: Database, run: () => makeDatasetOf(id) },
    { label: 'Show its branches', icon: GitBranch, run: () => showPanel('branches') },
    {
      label: 'Compare two of its branches…',
      icon: Columns2,
      run: () => useViewer.getState().compare({ messageKey: null }),
    },
    { label: 'Show its notes', icon: StickyNote, run: () => showPanel('notes') },
    { label: 'Show where it comes from', icon: Info, run: () => showPanel('info') },
  ]
}

function showPanel(tab: PanelTab): void {
  useViewer.getState().chooseTab(tab)
  useViewer.getState().showPanel(true)
}

async function forkFrom(conversationId: string, title: string, messageKey: number): Promise<void> {
  try {
    const [message] = await call('conversation.messages', { id: conversationId, keys: [messageKey] })
    if (message) startFork({ conversationId, title, messageKey, beginning: previewOf(message) })
  } catch (error) {
    showFailure('This could not be forked', error)
  }
}

function everywhereEntries(hasOpen: boolean): PaletteEntry[] {
  const isLibrary = useWindow.getState().view === 'library'
  const trash = useLibrary.getState().counts?.trash ?? 0
  return [
    commandEntry('import', Download),
    commandEntry('import-folder', FolderDown),
    ...(isLibrary ? [commandEntry('export-listed', FileOutput)] : []),
    commandEntry('find', Search),
    ...(isLibrary && hasOpen ? [commandEntry('find-here', TextSearch)] : []),
    commandEntry('filter', ListFilter),
    ...(canStep(-1) ? [commandEntry('back', ArrowLeft)] : []),
    ...(canStep(1) ? [commandEntry('forward', ArrowRight)] : []),
    commandEntry('previous-conversation', ArrowUp),
    commandEntry('next-conversation', ArrowDown),
    commandEntry('undo', Undo2),
    commandEntry('redo', Redo2),
    ownEntry('New collection…', FolderPlus, () => nameCollection(true)),
    ownEntry('New tag…', Tag, () => editTag('new')),
    ...themeEntries(),
    commandEntry('sidebar', PanelLeft),
    ...(isLibrary && hasOpen ? [commandEntry('details', PanelRight)] : []),
    commandEntry('shortcuts', Keyboard),
    ...(trash === 0
      ? []
      : [{ ...ownEntry('Empty the trash…', Trash2, () => void emptyTrash(trash)), isDangerous: true }]),
  ]
}

const themes: readonly {
  readonly theme: Settings['theme']
  readonly label: string
  readonly icon: LucideIcon
}[] = [
  { theme: 'light', label: 'Use the light theme', icon: Sun },
  { theme: 'dark', label: 'Use the dark theme', icon: Moon },
  { theme: 'system', label: 'Use the theme of the computer', icon: SunMoon },
]

function themeEntries(): PaletteEntry[] {
  const current = useSettings.getState().settings?.theme
  return themes
    .filter(({ theme }) => theme !== current)
    .map(({ theme, label, icon }) => ({
      ...ownEntry(label, icon, () => void changeSettings({ theme })),
      also: 'appearance mode colours',
    }))
}

function commandEntry(command: WindowCommand, icon: LucideIcon): PaletteEntry {
  const { label } = windowShortcuts[command]
  const shortcut = shortcutText(windowShortcuts[command])
  return { ...ownEntry(label, icon, () => runCommand(command)), ...(shortcut === '' ? {} : { shortcut }) }
}

function ownEntry(label: string, Icon: LucideIcon, run: () => void): PaletteEntry {
  return { id: `action ${label}`, group: 'actions', label, mark: <Icon />, run }
}
