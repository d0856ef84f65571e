import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project-folder.mjs'

/** The npm package: the wrapper and the types, to which the program is added. */
export const electronPackage = join(projectFolder, 'node_modules/electron')

/**
 * The Electron that `require('electron')` would name, or undefined while there is none.
 *
 * @returns {{ program: string, version: string, wantedVersion: string, isFallback: boolean } | undefined}
 */
export function installedElectron() {
  const pathFile = join(electronPackage, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const program = join(electronPackage, 'dist', readFileSync(pathFile, 'utf8'))
  const versionFile = join(electronPackage, 'dist/version')
  if (!existsSync(program) || !existsSync(versionFile)) return undefined
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  const wantedVersion = wantedElectronVersion()
  return { program, version, wantedVersion, isFallback: version !== wantedVersion }
}

/** The version of the wrapper: what the official download would bring. */
export function wantedElectronVersion() {
  return JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version
}
