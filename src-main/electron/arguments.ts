/** What the program was started with. */
import { resolve } from 'node:path'

export interface StartArguments {
  /** Files and folders to import, as full paths. */
  readonly files: readonly string[]
  /** The archive asked for, as a full path; null for the usual one. */
  readonly archiveFolder: string | null
  /** Set when a command is to be carried out without a window: what stands behind `--cli`. */
  readonly command: readonly string[] | null
}

/**
 * What the program itself was given. In development Electron is started with the app folder as an argument; what stands
 * before it (`-r`, `--inspect`) is meant for Electron.
 */
export function ownArguments(
  argv: readonly string[],
  appFolder: string | null,
  folder: string,
): readonly string[] {
  if (appFolder === null) return argv.slice(1)
  return argv.slice(argv.findIndex((argument) => resolve(folder, argument) === appFolder) + 1)
}

/**
 * What the program is started with again, behind its name: as it was, with another archive or the same, and without the
 * files that it has imported by now.
 */
export function argumentsToRestart(
  argv: readonly string[],
  own: readonly string[],
  archiveFolder: string | null,
): string[] {
  const before = argv.slice(1, argv.length - own.length)
  const flags = own.filter(
    (argument, at) =>
      argument.startsWith('-') && !/^--archive(?:=|$)/.test(argument) && own[at - 1] !== '--archive',
  )
  return [...before, ...flags, ...(archiveFolder === null ? [] : ['--archive', archiveFolder])]
}

/**
 * Reads the arguments behind the program's name (and, in development, the app folder). Chromium's own flags are
 * passed over. `folder` is what relative paths start from.
 */
export function readArguments(given: readonly string[], folder: string): StartArguments {
  const cli = given.indexOf('--cli')
  if (cli >= 0) return { files: [], archiveFolder: null, command: given.slice(cli + 1) }
  const files: string[] = []
  let archiveFolder: string | null = null
  for (let i = 0; i < given.length; i++) {
    const argument = given[i] ?? ''
    if (argument === '--archive') {
      i += 1
      const value = given[i]
      if (value !== undefined) archiveFolder = resolve(folder, value)
    } else if (argument.startsWith('--archive=')) {
      archiveFolder = resolve(folder, argument.slice('--archive='.length))
    } else if (!argument.startsWith('-')) {
      files.push(resolve(folder, argument))
    }
  }
  return { files, archiveFolder, command: null }
}
