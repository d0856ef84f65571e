/** The window: rail, the chosen view, status bar; dialogs, toasts and the drop target over all of it. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { useShallow } from 'zustand/react/shallow'
import { ExportDialog } from '../features/export/ExportDialog.tsx'
import { showInFolder } from '../features/export/exported-files.ts'
import { ExportReportDialog } from '../features/export/ExportReportDialog.tsx'
import { DatasetsScreen } from '../features/datasets/DatasetsScreen.tsx'
import { DropOverlay } from '../features/import/DropOverlay.tsx'
import { formatsSentence } from '../features/import/formats.ts'
import { useFormats } from '../features/import/formats-store.ts'
import { ImportScreen } from '../features/import/ImportScreen.tsx'
import { useImports } from '../features/import/imports-store.ts'
import { expectImport, takeIn } from '../features/import/preview-store.ts'
import { PreviewSheet } from '../features/import/PreviewSheet.tsx'
import { useFileDrop } from '../features/import/use-file-drop.ts'
import { isLibraryEmpty } from '../features/library/library.ts'
import { openConversation, useLibrary } from '../features/library/library-store.ts'
import { CollectionPicker } from '../features/organise/CollectionPicker.tsx'
import { ForkDialog } from '../features/organise/ForkDialog.tsx'
import { NewCollection } from '../features/organise/NewCollection.tsx'
import type { PaletteEntry } from '../features/palette/arrange.ts'
import { Palette } from '../features/palette/Palette.tsx'
import { RecordSheet } from '../features/record/RecordSheet.tsx'
import { ReportsScreen } from '../features/reports/ReportsScreen.tsx'
import { useSettings } from '../features/settings/settings-store.ts'
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx'
import { TagFormDialog } from '../features/tags/TagForm.tsx'
import { TagPicker } from '../features/tags/TagPicker.tsx'
import { runningJobs } from '../jobs/jobs.ts'
import { useJobs } from '../jobs/jobs-store.ts'
import { QuestionDialog } from '../ui/QuestionDialog.tsx'
import { Toasts } from '../ui/Toasts.tsx'
import { runCommand } from './commands.ts'
import { InsightsScreen } from './InsightsScreen.tsx'
import { EmptyLibrary } from './EmptyLibrary.tsx'
import { showImported, undoImported } from './job-outcomes.ts'
import { LibraryScreen } from './LibraryScreen.tsx'
import { actionEntries } from './palette-actions.tsx'
import { conversationEntry, placeEntries, searchEntry } from './palette-places.tsx'
import { Rail } from './Rail.tsx'
import { showArchiveFinding, showFinding, showFromDataset } from './show-finding.ts'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { StatusBar } from './StatusBar.tsx'
import { answerSettingsCall, showInsights, showView, useWindow, type View } from './window-store.ts'
import './app.css'

export function App() {
  const view = useWindow((state) => state.view)
  const isEmpty = useLibrary(isLibraryEmpty)
  const isReportOpen = useImports((state) => state.open !== null)
  const isImportShown = (view === 'library' && isEmpty) || (view === 'import' && !isReportOpen)
  const dragged = useFileDrop({ onDrag: expectImport, onDrop: (files) => void takeIn(files) })
  return (
    // The window's policy allows no style element: what Base UI would write into one stands in base.css.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider>
        <div className="window">
          <Rail view={view} onChoose={showView} />
          <ShownView view={view} />
          <StatusBar isImportShown={isImportShown} />
        </div>
        <ExportDialog onShow={(id, messageId) => void showFinding(id, messageId)} />
        <ExportReportDialog
          onShowInFolder={(path) => void showInFolder(path)}
          onOpenConversation={(id) => {
            showView('library')
            openConversation(id)
          }}
        />
        <PreviewSheet />
        <TagPicker />
        <TagFormDialog />
        <CollectionPicker />
        <NewCollection />
        <ForkDialog onMade={openConversation} />
        <RecordSheet />
        <ShortcutSheet />
        <Palette entriesOf={paletteEntries} conversationEntry={conversationEntry} searchEntry={searchEntry} />
        <QuestionDialog />
        <DropOverlay count={dragged} />
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  )
}

function paletteEntries(openRow: LibraryRow | null): readonly PaletteEntry[] {
  return [...placeEntries(), ...actionEntries(openRow)]
}

function ShownView({ view }: { view: View }) {
  const isEmpty = useLibrary(isLibraryEmpty)
  const isReady = useLibrary(({ counts }) => counts !== null)
  const hasSettings = useSettings(({ settings }) => settings !== null)
  const environment = useWindow((state) => state.environment)
  const settingsSection = useWindow((state) => state.settingsSection)
  const formats = useFormats((state) => state.formats)
  const running = useJobs(useShallow((state) => runningJobs(state).filter((job) => job.kind === 'import')))
  switch (view) {
    case 'library':
      // Panes take their widths once, when they appear: that must be after the settings are here.
      if (!isReady || !hasSettings) return <div />
      return isEmpty ? <EmptyLibrary running={running} /> : <LibraryScreen />
    case 'import':
      return (
        <ImportScreen
          onUndo={(importId) => void undoImported(importId)}
          onShowConversations={(report) => showImported([report])}
          onOpenConversation={(id) => {
            showView('library')
            openConversation(id)
          }}
        />
      )
    case 'exports':
      return (
        <ReportsScreen
          onImport={() => runCommand('import')}
          onShowFinding={(id, messageId) => void showArchiveFinding(id, messageId)}
        />
      )
    case 'datasets':
      return (
        <DatasetsScreen
          onImport={() => runCommand('import')}
          onShow={(id, messageId) => void showFromDataset(id, messageId)}
        />
      )
    case 'insights':
      return <InsightsScreen />
    case 'settings':
      return (
        <SettingsScreen
          called={settingsSection}
          onCalled={answerSettingsCall}
          environment={environment}
          importable={formatsSentence(formats)}
          onImport={() => runCommand('import')}
          onShowActivity={() => showInsights('activity')}
        />
      )
  }
}
