/** What the menu's entries and the window's keys do, each in one place. */
import { showTab, useManage } from '../features/datasets/manage-store.ts'
import { pickOnly } from '../features/datasets/picking-store.ts'
import { redoLast, undoLast } from '../changes/undo.ts'
import { isOpen } from '../features/export/export-choices.ts'
import { openExport, useExport } from '../features/export/export-store.ts'
import { chooseAndTakeIn, usePreview } from '../features/import/preview-store.ts'
import { existingRowsOf } from '../features/library/library-actions.ts'
import { filterBy, useLibrary } from '../features/library/library-store.ts'
import { isSearching } from '../features/search/search.ts'
import { clearSearch, useSearch } from '../features/search/search-store.ts'
import { withoutFilters } from '../features/search/without-filters.ts'
import { openFind, stepFind, useFind } from '../features/viewer/find-store.ts'
import { showToast } from '../ui/toasts.ts'
import { exportListed } from './export-listed.ts'
import { goToPane } from './panes.ts'
import type { Command } from './shortcuts.ts'
import { callSearch, showInsights, showView, useWindow } from './window-store.ts'

/** Characters of a selection that are taken for what is to be found. */
const longestSeed = 100

export function runCommand(command: Command): void {
  // Behind an open dialog nothing else is to be reached, by whatever key.
  if (isOpen(useExport.getState())) return
  if (usePreview.getState().preview.kind !== 'closed') return
  if (useManage.getState().look !== null) return
  if (document.querySelector('.dialog') !== null) return
  switch (command) {
    case 'import':
      return void chooseAndTakeIn('files')
    case 'import-folder':
      return void chooseAndTakeIn('folder')
    case 'export':
      return void exportWhatIsChosen()
    case 'export-listed':
      return exportListed()
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

/** Finds in the conversation that is open what was searched for or is selected; without one, in everything. */
export function findInConversation(): void {
  if (useLibrary.getState().open === null || useWindow.getState().view !== 'library') return callSearch()
  const selected = window.getSelection()?.toString().trim() ?? ''
  const search = useSearch.getState()
  const isOneLine = selected !== '' && selected.length <= longestSeed && !selected.includes('\n')
  openFind(isOneLine ? selected : isSearching(search) ? (withoutFilters(search.query) ?? search.query) : '')
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
