/** What the menu's entries and the window's keys do, each in one place. */
import type { WindowCommand } from '@shared/shortcuts/shortcuts.ts'
import { showTab, useManage } from '../features/datasets/manage-store.ts'
import { pickOnly } from '../features/datasets/picking-store.ts'
import { redoLast, undoLast } from '../changes/undo.ts'
import { isOpen } from '../features/export/export-choices.ts'
import { openExport, useExport } from '../features/export/export-store.ts'
import { chooseAndTakeIn, usePreview } from '../features/import/preview-store.ts'
import { existingRowsOf } from '../features/library/library-actions.ts'
import { filterBy, useLibrary } from '../features/library/library-store.ts'
import { closePalette, openPalette, usePalette } from '../features/palette/palette-store.ts'
import { clearSearch } from '../features/search/search-store.ts'
import { changeSettings, useSettings } from '../features/settings/settings-store.ts'
import { showToast } from '../ui/toasts.ts'
import { exportListed } from './export-listed.ts'
import { findInConversation, searchArchive, stepOrFind } from './find.ts'
import { goToPane, toggleDetails } from './panes.ts'
import { stepConversation } from './step-conversation.ts'
import { recentIds, stepVisits } from './visits-store.ts'
import { showInsights, showSheet, showView, useWindow } from './window-store.ts'

export function runCommand(command: WindowCommand): void {
  // Behind an open dialog nothing else is to be reached, by whatever key.
  if (isOpen(useExport.getState())) return
  if (usePreview.getState().preview.kind !== 'closed') return
  if (useManage.getState().look !== null) return
  if (command === 'shortcuts' && useWindow.getState().isSheetOpen) return showSheet(false)
  if (document.querySelector('.dialog') !== null) return
  const isInPalette = usePalette.getState().isOpen
  if (isInPalette && command === 'palette') return closePalette()
  if (isInPalette && command !== 'palette-actions') return
  switch (command) {
    case 'palette':
      return callPalette('')
    case 'palette-actions':
      return callPalette('>')
    case 'shortcuts':
      return showSheet(true)
    case 'back':
      return stepVisits(-1)
    case 'forward':
      return stepVisits(1)
    case 'previous-conversation':
      return void stepConversation(-1)
    case 'next-conversation':
      return void stepConversation(1)
    case 'sidebar':
      return toggleSidebar()
    case 'details':
      return toggleDetails()
    case 'import':
      return void chooseAndTakeIn('files')
    case 'import-folder':
      return void chooseAndTakeIn('folder')
    case 'export':
      return void exportWhatIsChosen()
    case 'export-listed':
      return exportListed()
    case 'find':
      return searchArchive()
    case 'find-here':
      return findInConversation()
    case 'filter':
      return filterList()
    case 'next-hit':
      return stepOrFind(1)
    case 'previous-hit':
      return stepOrFind(-1)
    case 'library':
      return showView('library')
    case 'imports':
      return showView('import')
    case 'exports':
      return showView('exports')
    case 'datasets':
      return showView('datasets')
    case 'insights':
      return showInsights('charts')
    case 'activity':
      return showInsights('activity')
    case 'settings':
      return showView('settings')
    case 'undo':
      return void undoLast()
    case 'redo':
      return void redoLast()
    case 'next-pane':
      return goToPane(1)
    case 'previous-pane':
      return goToPane(-1)
  }
}

function callPalette(query: string): void {
  const openId = useLibrary.getState().open?.conversationId ?? null
  openPalette({ query, openId, recentIds: recentIds() })
}

function toggleSidebar(): void {
  showView('library')
  const { settings } = useSettings.getState()
  if (settings !== null) void changeSettings({ hidesSidebar: !settings.hidesSidebar })
}

function filterList(): void {
  showView('library')
  clearSearch()
  filterBy(useLibrary.getState().filter ?? '')
}

/** Begins a dataset with one conversation chosen. */
export function makeDatasetOf(conversationId: string): void {
  pickOnly(conversationId)
  showTab('create')
  showView('datasets')
}

/** Opens the export dialog for the conversation that is open in the reader. */
export async function exportOpenConversation(): Promise<void> {
  const { open } = useLibrary.getState()
  if (open !== null) await openExport({ ids: [open.conversationId] })
}

async function exportWhatIsChosen(): Promise<void> {
  const { selection, open } = useLibrary.getState()
  const isLibrary = useWindow.getState().view === 'library'
  if (isLibrary && (selection.keys.size > 1 || open === null) && selection.keys.size > 0) {
    const chosen = await existingRowsOf([...selection.keys])
    return openExport({ ids: chosen.map(({ id }) => id) })
  }
  if (open !== null) return exportOpenConversation()
  showToast({ tone: 'neutral', title: 'Choose a conversation to export first' })
}
