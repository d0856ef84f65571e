/** A program that begins an import, prints the name of its lock, and waits to be killed. */
import { beginImport } from '../imports.ts'
import { openArchive } from '../open.ts'
import { takeRunner } from '../running-imports.ts'
import { noon } from './conversations.ts'

const archive = openArchive(process.argv[2] ?? '')
const runner = takeRunner(archive.folder)
const read = { format: null, formatName: null, importerVersion: null, startedAt: noon }
beginImport(archive, { ...read, file: 'held.json', runner: runner.name })
process.stdout.write(`${runner.name}\n`)
setInterval(() => archive.statement('SELECT 1').get(), 1000)
// What nobody can reach any more is closed by the garbage collector, and a closed lock is given back.
process.on('exit', () => runner.release())
