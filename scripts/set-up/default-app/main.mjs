/**
 * What Electron runs when it is given a folder: `electron [flags] [-r module]… FOLDER [arguments]`.
 *
 * Official builds of Electron bring such a file; the fallback does not, so this one is packed into it (see
 * ../fetch-fallback-electron.mjs). It runs inside Electron, and waits for the app's own main module, so
 * that Electron's `ready` comes no sooner than it would in a packaged app.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from 'electron'

const { modules, folder } = readArguments(process.argv.slice(1))

// Playwright loads its hook this way; without it, its `firstWindow()` waits for ever.
for (const module of modules) createRequire(join(process.cwd(), 'here'))(module)

if (folder === undefined) {
  process.stderr.write('Usage: electron [-r module] FOLDER\n')
  app.exit(2)
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true })
  await import(pathToFileURL(describeApp(resolve(folder))).href)
}

function readArguments(argv) {
  const found = { modules: [], folder: undefined }
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index]
    if (argument === '-r' || argument === '--require') {
      index += 1
      found.modules.push(argv[index])
    } else if (!argument.startsWith('-')) {
      found.folder = argument
      return found
    }
  }
  return found
}

/** Makes Electron take the folder's package.json for the app's own; returns the file to run. */
function describeApp(path) {
  const packageFile = join(path, 'package.json')
  if (!existsSync(packageFile)) return path
  const { name, productName, version, main = 'index.js' } = JSON.parse(readFileSync(packageFile, 'utf8'))
  app.name = productName ?? name
  app.setVersion(version ?? '0.0.0')
  app.setDesktopName(`${app.name}.desktop`)
  app.setAppPath(path)
  return join(path, main)
}
