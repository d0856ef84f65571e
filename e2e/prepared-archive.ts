/**
 * Archives that hold something already, for stories that begin after an import: filled once by the command line for each worker,
 * then copied.
 *
 * Stories about importing itself drop their files on the window.
 */
import { spawnSync } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** Writes an export into a folder; answers its path. */
export type ExportFile = (folder: string) => Promise<string>

const commandLine = resolve(import.meta.dirname, 'fixtures/stemma.mjs')

export class PreparedArchives {
  readonly #filled = new Map<string, Promise<string>>()

  /** Makes the folder `archive`, into which the files were imported. */
  async copyTo(archive: string, files: readonly ExportFile[]): Promise<void> {
    const key = files.map(({ name }) => name).join(' ')
    const filled = this.#filled.get(key) ?? fill(files)
    this.#filled.set(key, filled)
    await cp(join(await filled, 'archive'), archive, { recursive: true })
  }

  async remove(): Promise<void> {
    for (const folder of this.#filled.values()) await rm(await folder, { recursive: true, force: true })
  }
}

/** Answers a folder with the filled archive in it. */
async function fill(files: readonly ExportFile[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-e2e-filled-'))
  const paths: string[] = []
  for (const file of files) paths.push(await file(folder))
  const archive = join(folder, 'archive')
  const { stdout, stderr } = run('import', '--json', '--archive', archive, ...paths)
  // An entry that is broken on purpose is reported, and the others are there. Files of one product are one import.
  const { imports } = JSON.parse(stdout || '{}') as { imports?: readonly { readonly state: string }[] }
  if (!imports?.length || imports.some(({ state }) => state !== 'done')) {
    throw new Error(`The archive could not be filled:\n${stdout}\n${stderr}`)
  }
  // Waits until all of it can be found.
  run('search', 'nothing', '--archive', archive)
  return folder
}

function run(...argv: string[]): { readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [commandLine, ...argv], { encoding: 'utf8' })
}
