/** The settings, one section a file under sections/. */
import type { Environment } from '@shared/contract/desktop.ts'
import { useEffect } from 'react'
import { headingId, settingsSections, type SettingsHeading } from './sections.ts'
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
  /** The section that is to be brought into view; null for none. */
  called: SettingsHeading | null
  /** Told when it is. */
  onCalled: () => void
  environment: Environment | null
  /** What can be imported, in a few words. */
  importable: string
  onImport: () => void
  /** Leads to the activity log. */
  onShowActivity: () => void
}

export function SettingsScreen({
  called,
  onCalled,
  environment,
  importable,
  onImport,
  onShowActivity,
}: Props) {
  useEffect(() => {
    if (called === null) return
    showSection(called)
    onCalled()
  }, [called, onCalled])
  return (
    <main className="screen" aria-label="Settings" data-pane tabIndex={-1}>
      <h1>Settings</h1>
      <div className="settings-columns">
        <div>
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
        </div>
        <nav className="settings-list" aria-label="Sections of the settings">
          {settingsSections.map((heading) => (
            <button key={heading} type="button" className="link" onClick={() => showSection(heading)}>
              {heading}
            </button>
          ))}
        </nav>
      </div>
    </main>
  )
}

/** Brings a section into view and gives its heading the focus, so that Tab goes on in it. */
function showSection(section: SettingsHeading): void {
  const heading = document.getElementById(headingId(section))
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
