/** A program that undoes an import: prints "begin" before and "done" after it. Arguments: the archive folder, the import. */
import { writeSync } from 'node:fs'
import { openArchive } from '../open.ts'
import { undoImport } from '../undo-import.ts'

const [folder = '', importId = ''] = process.argv.slice(2)
const archive = openArchive(folder)
// Written to the pipe at once: what is in a buffer of ours dies with the process.
writeSync(1, 'begin\n')
undoImport(archive, Number(importId), Date.now())
writeSync(1, 'done\n')
archive.close()
