/** What the menu's entries and the window's keys do, each in one place. */
import { call } from '../bridge.ts'
import type { ExportedConversation } from '../features/export/export-choices.ts'
import { openExportDialog, useExport } from '../features/export/export-store.ts'
import { chooseAndTakeIn, usePreview } from '../features/import/preview-store.ts'
import { existingRowsOf } from '../features/library/library-actions.ts'
import { filterBy, useLibrary } from '../features/library/library-store.ts'
import { isSearching } from '../features/search/search.ts'
import { clearSearch, useSearch } from '../features/search/search-store.ts'
import { openFind, stepFind, useFind } from '../features/viewer/find-store.ts'
import { showFailure, showToast } from '../ui/toasts.ts'
import { goToPane } from './panes.ts'
import type { Command } from './shortcuts.ts'
import { callSearch, showView, useWindow } from './window-store.ts'

/** Characters of a selection that are taken for what is to be found. */
const longestSeed = 100

export function runCommand(command: Command): void {
  // Behind an open dialog nothing else is to be reached, by whatever key.
  if (useExport.getState().conversations !== null) return
  if (usePreview.getState().preview.kind !== 'closed') return
  switch (command) {
    case 'import':
      return void chooseAndTakeIn('files')
    case 'import-folder':
      return void chooseAndTakeIn('folder')
    case 'export':
      return void exportWhatIsChosen()
    case 'find':
      return callSearch()
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
    case 'settings':
      return showView('settings')
    case 'next-pane':
      return goToPane(1)
    case 'previous-pane':
      return goToPane(-1)
  }
}

/** Finds in the conversation that is open what was searched for or is selected; without one, in everything. */
export function findInConversation(): void {
  if (useLibrary.getState().open === null || useWindow.getState().view !== 'library') return callSearch()
  const selected = window.getSelection()?.toString().trim() ?? ''
  const search = useSearch.getState()
  const isOneLine = selected !== '' && selected.length <= longestSeed && !selected.includes('\n')
  openFind(isOneLine ? selected : isSearching(search) ? search.query : '')
}

function stepOrFind(step: 1 | -1): void {
  if (useFind.getState().isOpen) stepFind(step)
  else findInConversation()
}

function filterList(): void {
  showView('library')
  clearSearch()
  filterBy(useLibrary.getState().filter ?? '')
}

/** Opens the export dialog for the conversation that is open in the reader. */
export async function exportOpenConversation(): Promise<void> {
  const { open } = useLibrary.getState()
  if (open === null) return
  try {
    const { row } = await call('conversation.open', { id: open.conversationId })
    await openExportDialog([row])
  } catch (error) {
    showFailure('This cannot be exported', error)
  }
}

async function exportWhatIsChosen(): Promise<void> {
  const { selection, open } = useLibrary.getState()
  const isLibrary = useWindow.getState().view === 'library'
  if (isLibrary && (selection.keys.size > 1 || open === null) && selection.keys.size > 0) {
    const chosen: ExportedConversation[] = await existingRowsOf([...selection.keys])
    return openExportDialog(chosen)
  }
  if (open !== null) return exportOpenConversation()
  showToast({ tone: 'neutral', title: 'Choose a conversation to export first' })
}
