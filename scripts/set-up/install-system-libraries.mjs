import { existsSync, statSync } from 'node:fs'
import { hasDisplay } from '../display.mjs'
import { packagesForCompiling } from './build-sqlite-addon.mjs'
import { missingSandboxCommand } from './check-sandbox.mjs'
import { debianCommand, hasApt, installDebianPackages } from './install-debian-packages.mjs'
import { installedElectron } from './installed-electron.mjs'
import { isOnPath } from './is-on-path.mjs'
import { runProgram } from './run-program.mjs'
import { say } from './say.mjs'
import { SetUpFailure } from './set-up-failure.mjs'
import { isDone, noteDone } from './stamp.mjs'

/** What Electron links and a bare Debian lacks. */
const libraryPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxtst6',
]

/** Without these, text in some scripts is drawn as empty boxes. Any one file of a package shows that it is there. */
const fonts = {
  'fonts-noto-core': '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf',
  'fonts-noto-cjk': '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc',
  'fonts-noto-color-emoji': '/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf',
}

/**
 * On Linux, sees to the shared libraries that Electron links, fonts, and a display where there is none.
 *
 * @param {{ isForTests: boolean }} purpose tests also read PDF files back
 */
export async function installSystemLibraries({ isForTests }) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries()
  const needed = libraries.length > 0 ? [...libraryPackages] : []
  if (!hasDisplay() && !isOnPath('Xvfb')) needed.push('xvfb')
  if (isForTests && !isOnPath('pdftotext')) needed.push('poppler-utils')
  needed.push(...packagesForCompiling())
  const missingFonts = hasApt ? Object.keys(fonts).filter((name) => !existsSync(fonts[name])) : []

  if (needed.length > 0 || (missingFonts.length > 0 && process.getuid() === 0)) {
    await installDebianPackages(
      [...needed, ...missingFonts],
      reasonFor(libraries),
      await missingSandboxCommand(),
    )
    const stillMissing = await missingLibraries()
    if (stillMissing.length > 0) {
      throw new SetUpFailure(
        `Electron still lacks the libraries ${stillMissing.join(', ')}.`,
        `ldd ${installedElectron().program} | grep 'not found'`,
      )
    }
  } else if (missingFonts.length > 0) {
    // Nothing stops working without them, so a person who may not install is not stopped either.
    say(`• Fonts: some scripts or emoji will be drawn as boxes. To mend it: ${debianCommand(missingFonts)}`)
  }
}

function reasonFor(libraries) {
  if (libraries.length === 0) return 'the app or its tests need them'
  const others = libraries.length > 2 ? ` and ${libraries.length - 2} other libraries` : ''
  return `Electron links ${libraries.slice(0, 2).join(', ')}${others}`
}

/**
 * Asks the dynamic linker, unless it has found everything before and no library has come or gone since: then its cache file has kept its time.
 */
async function missingLibraries() {
  const { program } = installedElectron()
  const state = ['/etc/ld.so.cache', program]
    .map((file) => (existsSync(file) ? statSync(file).mtimeMs : 0))
    .join(' ')
  if (isDone('system-libraries', state)) return []

  const { output } = await runProgram('ldd', [program], { isQuiet: true })
  const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name)
  if (missing.length === 0) noteDone('system-libraries', state)
  return missing
}
