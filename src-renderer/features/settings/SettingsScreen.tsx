/** The settings, one section a file under sections/. */
import type { Environment } from '@shared/contract/desktop.ts'
import { AboutSection } from './sections/AboutSection.tsx'
import { AppearanceSection } from './sections/AppearanceSection.tsx'
import { ArchiveSection } from './sections/ArchiveSection.tsx'
import { BackupSection } from './sections/Backup.tsx'
import { DataSection } from './sections/DataSection.tsx'
import { ExportSection } from './sections/ExportSection.tsx'
import { LocalApiSection } from './sections/LocalApi.tsx'
import { WatchSection } from './sections/WatchSection.tsx'
import './settings.css'

type Props = {
  environment: Environment | null
  /** What can be imported, in a few words. */
  importable: string
  onImport: () => void
  /** Leads to the activity log. */
  onShowActivity: () => void
}

export function SettingsScreen({ environment, importable, onImport, onShowActivity }: Props) {
  return (
    <main className="screen" aria-label="Settings" data-pane tabIndex={-1}>
      <h1>Settings</h1>
      <AppearanceSection />
      <DataSection
        environment={environment}
        importable={importable}
        onImport={onImport}
        onShowActivity={onShowActivity}
      />
      <WatchSection />
      <ExportSection />
      <LocalApiSection />
      <BackupSection />
      <ArchiveSection />
      <AboutSection environment={environment} />
    </main>
  )
}
