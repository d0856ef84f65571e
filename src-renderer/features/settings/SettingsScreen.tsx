/** The settings, one section a file under sections/. */
import type { Environment } from '@shared/contract/desktop.ts'
import { AboutSection } from './sections/AboutSection.tsx'
import { AppearanceSection } from './sections/AppearanceSection.tsx'
import { ArchiveSection } from './sections/ArchiveSection.tsx'
import { DataSection } from './sections/DataSection.tsx'
import { WatchSection } from './sections/WatchSection.tsx'
import './settings.css'

type Props = {
  environment: Environment | null
  /** What can be imported, in a few words. */
  importable: string
  onImport: () => void
}

export function SettingsScreen({ environment, importable, onImport }: Props) {
  return (
    <main className="screen" aria-label="Settings" data-pane tabIndex={-1}>
      <h1>Settings</h1>
      <AppearanceSection />
      <DataSection environment={environment} importable={importable} onImport={onImport} />
      <WatchSection />
      <ArchiveSection />
      <AboutSection environment={environment} />
    </main>
  )
}
