import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Archive } from '../archive/archive.ts'
import { pathOfFile } from '../archive/files.ts'
import { endInterruptedImports, importHistory } from '../archive/imports.ts'
import { openArchive } from '../archive/open.ts'
import { buildProgram, type BuiltProgram } from '../archive/testing/built-program.ts'
import { importFiles } from './import-files.ts'

const exportCount = 6
const conversationsEach = 1
const messagesEach = 8

/** How often the program is killed in one archive before the import is allowed to end. */
const killsEach = 5
const archives = 20
/** Programs that run at the same time. */
const lanes = 3

let folder: string
let program: BuiltProgram
let exports: string[]
/** In ms: how long the import takes where nobody kills it. */
let wholeRun: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-kill-'))
  program = await buildProgram(new URL('./testing/import-and-tell.ts', import.meta.url))
  exports = await Promise.all(Array.from({ length: exportCount }, (_, index) => writeExport(index)))
  openArchive(join(folder, 'empty')).close()
  cpSync(join(folder, 'empty'), join(folder, 'timed'), { recursive: true })
  const { took } = await importAndKill(join(folder, 'timed'), { unit: 'commits', amount: Infinity })
  wholeRun = took ?? 0
})
afterAll(() => {
  program.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** A ChatGPT export of some conversations, each with a picture of its own. */
async function writeExport(index: number): Promise<string> {
  const ids = Array.from({ length: conversationsEach }, (_, at) => `${index}-${at}`)
  const zip = new JSZip().file('conversations.json', JSON.stringify(ids.map(record)))
  for (const id of ids) zip.file(`${assetOf(id)}-picture.png`, `picture of ${id}`)
  const path = join(folder, `export ${index}.zip`)
  writeFileSync(path, await zip.generateAsync({ type: 'uint8array' }))
  return path
}

function assetOf(id: string): string {
  return `file-AbCdEfGh${id.replace('-', 'x')}`
}

function record(id: string): object {
  const nodes = Array.from({ length: messagesEach }, (_, at) => {
    const picture = { content_type: 'image_asset_pointer', asset_pointer: `file-service://${assetOf(id)}` }
    const text = `${at} of ${id} ${'text '.repeat(50)}`
    const message = {
      id: `${id}-${at}`,
      author: { role: at % 2 === 0 ? 'user' : 'assistant' },
      create_time: 1_790_000_000 + at,
      content:
        at === 0
          ? { content_type: 'multimodal_text', parts: [picture, text] }
          : { content_type: 'text', parts: [text] },
      metadata: {},
    }
    return [message.id, { id: message.id, parent: at === 0 ? null : `${id}-${at - 1}`, message }]
  })
  return { conversation_id: id, title: id, create_time: 1_790_000_000, mapping: Object.fromEntries(nodes) }
}

type KillPoint = { readonly unit: 'commits' | 'ms'; readonly amount: number }

/** Half of the kills follow a commit, the others come at any moment of the run; they are numbered over all archives. */
function killPoint(kill: number): KillPoint {
  if (kill % 2 === 0) return { unit: 'commits', amount: 1 + ((kill / 2) % 3) }
  return { unit: 'ms', amount: ((kill * 37) % 100) * (wholeRun / 200) }
}

interface Ended {
  /** How many conversations the program had told of. */
  readonly told: number
  /** How many ms it took; null when it was killed. */
  readonly took: number | null
}

async function importAndKill(archiveFolder: string, { unit, amount }: KillPoint): Promise<Ended> {
  const running = program.start(archiveFolder, unit, `${amount}`, ...exports)
  let lines = ''
  let complaints = ''
  running.stdout?.on('data', (chunk: Buffer) => {
    lines += chunk.toString()
  })
  running.stderr?.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  const [code, signal] = (await once(running, 'close')) as [number | null, string | null]
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The program failed: ${complaints}`)
  const told = [...lines.matchAll(/^(\d+)$/gm)].at(-1)?.[1] ?? 0
  const took = /^(\d+) ms$/m.exec(lines)?.[1]
  return { told: Number(told), took: took === undefined ? null : Number(took) }
}

/** The conversations of an archive that is whole: every one complete, none twice, all bytes where they belong. */
function wholeConversations(archive: Archive): string[] {
  expect(archive.db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(archive.db.pragma('foreign_key_check')).toEqual([])
  const rows = archive.db
    .prepare<[], { id: string; messages: number; texts: number; pictures: number }>(
      `SELECT source_id AS id, messages,
         (SELECT count(*) FROM messages AS m JOIN texts USING (id) WHERE m.conversation_id = conversations.id) AS texts,
         (SELECT count(*) FROM attachments AS a WHERE a.conversation_id = conversations.id AND hash IS NOT NULL) AS pictures
       FROM conversations`,
    )
    .all()
  for (const row of rows) {
    expect(row).toEqual({ id: row.id, messages: messagesEach, texts: messagesEach, pictures: 1 })
  }
  const hashes = archive.db.prepare<[], string>('SELECT hash FROM files').pluck().all()
  for (const hash of hashes) {
    expect(
      createHash('sha256')
        .update(readFileSync(pathOfFile(archive, hash)))
        .digest('hex'),
    ).toBe(hash)
  }
  return rows.map(({ id }) => id).toSorted()
}

const all = Array.from({ length: exportCount * conversationsEach }, (_, at) => {
  return `${Math.floor(at / conversationsEach)}-${at % conversationsEach}`
}).toSorted()

/** Kills the import of one archive again and again; answers how many of the kills came in the middle of it. */
async function killAndComplete(number: number): Promise<number> {
  const archiveFolder = join(folder, `archive ${number}`)
  cpSync(join(folder, 'empty'), archiveFolder, { recursive: true })
  let inTheMiddle = 0
  let before = 0
  for (let kill = 0; kill < killsEach; kill++) {
    const { told, took } = await importAndKill(archiveFolder, killPoint(number * killsEach + kill))
    const archive = openArchive(archiveFolder)
    endInterruptedImports(archive, Date.now())
    const whole = wholeConversations(archive)
    expect(whole.length).toBeGreaterThanOrEqual(Math.max(told, before))
    expect(importHistory(archive, 1000).some(({ finishedAt }) => finishedAt === null)).toBe(false)
    archive.close()
    before = whole.length
    if (took === null) inTheMiddle += 1
  }
  const context = { archiveFolder, signal: new AbortController().signal, tell: () => undefined }
  await importFiles(context, exports)
  const archive = openArchive(archiveFolder)
  expect(wholeConversations(archive)).toEqual(all)
  archive.close()
  rmSync(archiveFolder, { recursive: true })
  return inTheMiddle
}

it('a hundred imports that are killed at any moment lose nothing, leave nothing half, and are completed by importing again', async () => {
  const waiting = Array.from({ length: archives }, (_, number) => number)
  let inTheMiddle = 0
  const lane = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const killed = await killAndComplete(next)
      inTheMiddle += killed
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  // A program that was done before it was to be killed proves nothing: that must be the exception.
  expect(inTheMiddle).toBeGreaterThan((archives * killsEach) / 2)
}, 120_000)
