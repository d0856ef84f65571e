/** A few lines about the program's own doings, never about what is in the archive. */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'

const largest = 1 << 20

/** Adds a line to `stemma.log` in the user's data folder; the file is begun anew above a megabyte, the old one kept once. */
export function log(line: string): void {
  const folder = app.getPath('userData')
  const file = join(folder, 'stemma.log')
  mkdirSync(folder, { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(file, `${file}.old`)
  appendFileSync(file, `${new Date().toISOString()} ${line}\n`)
}
