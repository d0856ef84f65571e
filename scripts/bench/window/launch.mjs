/** Starts the real app in Electron on an archive, with settings of its own and a screen where there is none. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { openDisplay } from '../../display.mjs'
import { installedElectron } from '../../set-up/installed-electron.mjs'

const root = resolve(import.meta.dirname, '../../..')

/** How the app is started on an archive, with its settings in a folder. */
export async function programOf(archive, settings) {
  return {
    executablePath: installedElectron().program,
    cwd: root,
    args: ['.', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--archive', resolve(archive)],
    env: { ...(await openDisplay()), XDG_CONFIG_HOME: settings },
  }
}

/**
 * Runs `work` with the app and its window, and ends the app. Build it before.
 *
 * @template Result
 * @param {string} archive folder; it is made where there is none
 * @param {(parts: { app: import('@playwright/test').ElectronApplication, window: import('@playwright/test').Page }) => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withApp(archive, work) {
  const settings = mkdtempSync(join(tmpdir(), 'stemma-settings-'))
  const app = await _electron.launch(await programOf(archive, settings))
  try {
    return await work({ app, window: await app.firstWindow() })
  } finally {
    await app.close()
    rmSync(settings, { recursive: true, force: true })
  }
}
