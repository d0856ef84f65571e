/** Begins the window's life: what it asks for first, and what it hears from then on. */
import type { AppEvent } from '@shared/contract/contract.ts'
import {
  type Shortcut,
  shortcutFor,
  type WindowCommand,
  windowShortcuts,
} from '@shared/shortcuts/shortcuts.ts'
import { call, on } from '../bridge.ts'
import { refreshPickingSoon } from '../features/datasets/picking-store.ts'
import { askForFormats } from '../features/import/formats-store.ts'
import { refreshIfNarrowed, refreshLibrarySoon, sortBy } from '../features/library/library-store.ts'
import { refreshSmartListsSoon } from '../features/library/smart-lists-store.ts'
import { refreshCollectionsSoon } from '../features/organise/collections-store.ts'
import { askForNotes, useNotes } from '../features/organise/notes-store.ts'
import { searchAgain } from '../features/search/search-store.ts'
import { askForBackups } from '../features/settings/backup-store.ts'
import { askForSettings } from '../features/settings/settings-store.ts'
import { refreshTrashSoon } from '../features/trash/trash-store.ts'
import { refreshTagsSoon } from '../tags/tags-store.ts'
import { askForJobs, hearJob } from '../jobs/jobs-store.ts'
import { askForLocalApi, hearLocalApi } from '../local-api/local-api-store.ts'
import { askForWatch, hearWatch } from '../watch/watch-store.ts'
import { counted } from '../ui/counts.ts'
import { isMac } from '../ui/platform.ts'
import { showFailure, showToast } from '../ui/toasts.ts'
import { runCommand } from './commands.ts'
import { tellFound } from './found-exports.ts'
import { tellOutcome } from './job-outcomes.ts'
import { followTheme, systemThemeHeard } from './theme.ts'
import { followVisits } from './visits-store.ts'
import { showView, useWindow } from './window-store.ts'

/** In ms: the shield in the status bar is looked at now and then, not watched. */
const environmentPause = 15_000

export async function startWindow(): Promise<void> {
  on(hear)
  window.addEventListener('keydown', onKey)
  followTheme()
  try {
    const { sort } = await askForSettings()
    sortBy(sort)
    followVisits()
    refreshSmartListsSoon()
    refreshTagsSoon()
    refreshCollectionsSoon()
    refreshTrashSoon()
    await Promise.all([askForJobs(), askForEnvironment(), askForFormats(), askForWatch(), askForLocalApi()])
    window.setInterval(() => void askForEnvironment(), environmentPause)
    void remindOfBackup()
  } catch (error) {
    showFailure('Stemma could not read its archive', error)
  }
}

/** Says that there has been no backup for as long as the reader has set. */
async function remindOfBackup(): Promise<void> {
  const days = (await askForBackups())?.overdueDays ?? null
  if (days === null) return
  showToast({
    tone: 'neutral',
    title: `No backup for ${counted(days, 'day')}`,
    description: 'A backup is one file with everything, checked after it is written.',
    actions: [{ label: 'Back up…', run: () => showView('settings') }],
  })
}

async function askForEnvironment(): Promise<void> {
  useWindow.setState({ environment: await call('desktop.environment', {}) })
}

function hear(event: AppEvent): void {
  switch (event.kind) {
    case 'job':
      if (hearJob(event.job)) tellOutcome(event.job)
      break
    case 'library-changed':
      refreshLibrarySoon()
      refreshPickingSoon()
      refreshSmartListsSoon()
      refreshTagsSoon()
      refreshCollectionsSoon()
      refreshTrashSoon()
      void askForNotes(useNotes.getState().conversationId)
      break
    case 'index-ready':
      searchAgain()
      refreshIfNarrowed()
      refreshSmartListsSoon()
      break
    case 'watch':
      tellFound(hearWatch(event.watch))
      break
    case 'local-api':
      hearLocalApi(event.localApi)
      break
    case 'menu':
      runCommand(event.action)
      break
    case 'theme':
      systemThemeHeard(event.isDark)
      break
  }
}

function onKey(event: KeyboardEvent): void {
  const command = shortcutFor(windowShortcuts, event, isMac)
  if (command === null || event.defaultPrevented) return
  if (isForField(command, event.target)) return
  event.preventDefault()
  // Base UI would take F6 for its toasts alone; they are one of our panes instead.
  event.stopImmediatePropagation()
  runCommand(command)
}

const anyField = 'input, textarea, [contenteditable]'
/** Fields that keep what was typed while another conversation is read. */
const searchField = '[role="combobox"], [role="searchbox"]'

/** Whether the field that has the focus keeps a key of the window for itself. */
function isForField(command: WindowCommand, target: EventTarget | null): boolean {
  const { yieldsTo }: Shortcut = windowShortcuts[command]
  const field = target instanceof HTMLElement ? target.closest(anyField) : null
  if (yieldsTo === undefined || field === null) return false
  return yieldsTo === 'fields' || !field.matches(searchField)
}
