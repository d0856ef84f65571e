/**
 * A program that imports files as the app does and kills itself meanwhile: after some commits, or some ms after it has
 * begun, wherever it is then. After each commit it prints how many conversations are in the archive, at its end how many
 * ms it took. Arguments: the archive folder, `commits` or `ms`, how many of them, the files.
 */
import { writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { openArchive } from '../../archive/open.ts'
import { importFiles } from '../import-files.ts'

const [archiveFolder = '', unit = '', amount = '', ...paths] = process.argv.slice(2)
const killAt = Number(amount)
const reader = openArchive(archiveFolder)
const count = reader.db.prepare<[], number>('SELECT count(*) FROM conversations').pluck()
let commits = 0

if (unit === 'ms') {
  // A thread of its own: a timer here would wait for the end of each transaction, and the moments in it are the point.
  const killer = new Worker(
    `const { parentPort } = require('node:worker_threads')
     parentPort.once('message', (ms) => {
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
       process.kill(process.pid, 'SIGKILL')
     })
     parentPort.postMessage('ready')`,
    { eval: true },
  )
  await new Promise((ready) => killer.once('message', ready))
  killer.postMessage(killAt)
}

const begun = performance.now()
await importFiles(
  {
    archiveFolder,
    signal: new AbortController().signal,
    tell: (news) => {
      if (news.kind !== 'committed') return
      // Written to the pipe at once: what is in a buffer of ours dies with the process.
      writeSync(1, `${count.get()}\n`)
      commits += 1
      if (unit === 'commits' && commits >= killAt) process.kill(process.pid, 'SIGKILL')
    },
  },
  paths,
)
writeSync(1, `${Math.ceil(performance.now() - begun)} ms\n`)
reader.close()
process.exit(0)
