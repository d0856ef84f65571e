import {
  constants,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Puts a copy of a folder at `target`, whole or not at all, in place of what is there.
 *
 * Files are hard links where the file system allows: 390 MB then cost nothing, neither time nor space. So
 * nobody may write into such a copy; replacing its files is fine.
 */
export function copyFolder(source, target) {
  const unfinished = `${target}.${process.pid}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(dirname(target), { recursive: true })
  copyEntries(source, unfinished)
  rmSync(target, { recursive: true, force: true })
  renameSync(unfinished, target)
}

function copyEntries(source, target) {
  mkdirSync(target, { recursive: true })
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const from = join(source, entry.name)
    const to = join(target, entry.name)
    if (entry.isDirectory()) copyEntries(from, to)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    else linkOrCopy(from, to)
  }
}

function linkOrCopy(from, to) {
  try {
    linkSync(from, to)
  } catch {
    // Another file system, a file of another owner, or no hard links at all: whatever it was, a copy serves,
    // and where it does not, it says why.
    copyFileSync(from, to, constants.COPYFILE_FICLONE)
  }
}
