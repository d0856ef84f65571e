/**
 * `npm run -s stemma -- COMMAND …`: the command line, built first if the sources are newer.
 *
 * Text commands run in this very process, without Electron. Only what has to draw a page (PDF, PNG) starts the app,
 * without a window.
 */
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { enterFolderOfCaller } from './enter-folder-of-caller.mjs'
import { setUp } from './set-up/all-steps.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { projectFolder } from './set-up/project-folder.mjs'
import { runScript } from './set-up/run-script.mjs'

await runScript(async () => {
  const argv = process.argv.slice(2)
  enterFolderOfCaller('stemma')
  await setUp({ needsWindow: false })
  await buildApp()
  const { main, needsDesktop } = await import(pathToFileURL(join(projectFolder, 'out/main/cli.js')).href)
  if (!needsDesktop(argv)) return main(argv)

  await setUp()
  const { openDisplay } = await import('./display.mjs')
  const { runElectron } = await import('./run-electron.mjs')
  return runElectron(['--cli', ...argv], await openDisplay())
})
