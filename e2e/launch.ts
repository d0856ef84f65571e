/**
 * Starts the real app for a test, each with an archive folder of its own, and hands out its panels.
 *
 * Windows stay as they are on the display; nothing of the app is replaced but the system's own file dialogs, which no
 * test can operate.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test'
import { BackupPanel } from './pages/backup-panel.ts'
import { DatasetsPanel } from './pages/datasets-panel.ts'
import { ExportDialog } from './pages/export-dialog.ts'
import { ExportsPanel } from './pages/exports-panel.ts'
import { ImportPanel } from './pages/import-panel.ts'
import { Library } from './pages/library.ts'
import { Organise } from './pages/organise.ts'
import { Palette } from './pages/palette.ts'
import { Reader } from './pages/reader.ts'
import { SearchPanel } from './pages/search-panel.ts'
import { PreparedArchives, type ExportFile } from './prepared-archive.ts'

export interface RunningApp {
  readonly electron: ElectronApplication
  readonly window: Page
  readonly archive: string
  readonly library: Library
  readonly reader: Reader
  readonly organise: Organise
  readonly palette: Palette
  readonly search: SearchPanel
  readonly imports: ImportPanel
  readonly exports: ExportDialog
  readonly htmlArchives: ExportsPanel
  readonly datasets: DatasetsPanel
  readonly backups: BackupPanel
}

export interface Stemma {
  /** A folder for this test alone, empty but for the archive of one that begins with `imported` files. */
  readonly folder: string
  /** Starts the app on the test's archive; may be called again once it was closed. */
  start(...files: string[]): Promise<RunningApp>
}

const root = resolve(import.meta.dirname, '..')

interface Fixtures {
  /** What was imported into the archive before the app starts; nothing unless a story says so (`test.use`). */
  imported: readonly ExportFile[]
  stemma: Stemma
  app: RunningApp
}

/** `stemma` starts apps; `app` is one that has been started on the archive of the test. */
export const test = base.extend<Fixtures, { prepared: PreparedArchives }>({
  prepared: [
    // Playwright wants the first argument taken apart, also where nothing of it is used.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const prepared = new PreparedArchives()
      await use(prepared)
      await prepared.remove()
    },
    { scope: 'worker' },
  ],
  imported: [[], { option: true }],
  stemma: async ({ imported, prepared }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'stemma-e2e-'))
    if (imported.length > 0) await prepared.copyTo(join(folder, 'archive'), imported)
    const started: ElectronApplication[] = []
    await use({
      folder,
      start: async (...files) => {
        const app = await start(folder, files)
        started.push(app.electron)
        return app
      },
    })
    for (const electron of started) await electron.close()
    await rm(folder, { recursive: true, force: true })
  },
  app: async ({ stemma }, use) => {
    await use(await stemma.start())
  },
})

export { expect } from '@playwright/test'

async function start(folder: string, files: readonly string[]): Promise<RunningApp> {
  const archive = join(folder, 'archive')
  const electron = await _electron.launch({
    cwd: root,
    args: [
      '.',
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--force-device-scale-factor=1',
      '--archive',
      archive,
      ...files,
    ],
    env: { ...process.env, XDG_CONFIG_HOME: join(folder, 'config'), LANG: 'en_GB.UTF-8' },
  })
  const window = await electron.firstWindow()
  // A drop before the window listens would be lost, as it would be for a person.
  await window.getByRole('navigation', { name: 'Views' }).waitFor()
  return {
    electron,
    window,
    archive,
    library: new Library(window),
    reader: new Reader(window, electron),
    organise: new Organise(window, electron),
    palette: new Palette(window),
    search: new SearchPanel(window),
    imports: new ImportPanel(window, electron),
    exports: new ExportDialog(window, electron),
    htmlArchives: new ExportsPanel(window, electron),
    datasets: new DatasetsPanel(window, electron),
    backups: new BackupPanel(window, electron),
  }
}
