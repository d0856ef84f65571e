/**
 * `npm start -- [FILE…] [--archive FOLDER]`: sets up what is missing and opens the app.
 */
import { openDisplay } from './display.mjs'
import { enterFolderOfCaller } from './enter-folder-of-caller.mjs'
import { runElectron } from './run-electron.mjs'
import { setUp } from './set-up/all-steps.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { installedElectron } from './set-up/installed-electron.mjs'
import { runScript } from './set-up/run-script.mjs'
import { say } from './set-up/say.mjs'

await runScript(async () => {
  enterFolderOfCaller('start')
  await setUp()
  await buildApp()
  sayRuntime()
  return runElectron(process.argv.slice(2), await openDisplay())
})

function sayRuntime() {
  const { version, wantedVersion, isFallback } = installedElectron()
  say(`Stemma on Electron ${version}.`)
  if (!isFallback) return
  say(
    `This Electron is past its support, and used only because the official download of ${wantedVersion} is out of reach.`,
  )
}
