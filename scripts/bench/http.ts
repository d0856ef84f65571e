/**
 * Lists and searches of the local API over HTTP, against the same questions asked in the process itself.
 *
 * Arguments: how many conversations the archive is to have. Prints p50 and p95 in ms: in the process, over HTTP one after
 * the other, and over HTTP ten at a time (with the answers per second).
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Conversation, Message } from '@shared/conversation.ts'
import { createApp } from '../../src-main/app.ts'
import { inBatch } from '../../src-main/archive/batch.ts'
import { beginImport } from '../../src-main/archive/imports.ts'
import { openArchive } from '../../src-main/archive/open.ts'
import { saveConversation } from '../../src-main/archive/save-conversation.ts'
import { listConversations } from '../../src-main/http/endpoints/list-conversations.ts'
import { startServer } from '../../src-main/http/server.ts'
import { hashOfToken, newToken } from '../../src-main/http/token.ts'
import { askOf } from '../../src-main/ipc/router.ts'
import { vocabularyOf } from './generate-chatgpt.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'

const [conversations = '100000'] = process.argv.slice(2)
const count = Number(conversations)
const words = vocabularyOf()
const start = Date.UTC(2020, 0)
const archiveFolder = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
fill()

const app = createApp({ archiveFolder, printer: null, tidiesUp: false, tell: () => undefined })
const ask = askOf(app)
await ask('search.run', { query: 'the', complete: true })
const token = newToken()
const server = await startServer({
  ask,
  jobEnded: (id) => app.jobEnded(id),
  port: 0,
  admission: () => ({ tokenHash: hashOfToken(token), access: 'read-only' }),
  complain: (error) => console.error(error),
})

const middle = await cursorOfTheMiddle()
const rare = Array.from({ length: 40 }, (_, i) => words[20_000 + i * 600] ?? 'the')
const common = words.slice(2, 42)
/** The queries that are asked in turn, and how many times all together. */
const questions: Readonly<Record<string, readonly [queries: readonly string[], amount: number]>> = {
  'list, first page': [['limit=25'], 400],
  'list, page in the middle': [[`limit=25&cursor=${middle}`], 400],
  'list by title, 100 rows': [['limit=100&sortBy=title&sortDirection=asc'], 400],
  'search, rare words': [rare.map((word) => `limit=25&search=${word}`), 200],
  // Each in hundreds to ten thousands of messages, all of which are found before the first page is sorted.
  'search, common words': [common.map((word) => `limit=25&search=${word}`), 80],
}

const measures: Record<string, number> = {}
for (const [name, [queries, amount]] of Object.entries(questions)) {
  const inside = await insideTimes(queries, amount)
  const alone = await overHttp(queries, amount, 1)
  const crowd = await overHttp(queries, amount, 10)
  Object.assign(measures, {
    [`${name}: in process p50`]: inside.p50,
    [`${name}: in process p95`]: inside.p95,
    [`${name}: HTTP p50`]: alone.p50,
    [`${name}: HTTP p95`]: alone.p95,
    [`${name}: HTTP ten at once p95`]: crowd.p95,
    [`${name}: HTTP answers per second`]: crowd.rate,
  })
}
await server.close()
await app.close()
rmSync(archiveFolder, { recursive: true })
report(measures)

/** Short conversations, a few minutes apart: a question and an answer of twenty words each. */
function fill(): void {
  const archive = openArchive(archiveFolder)
  const importId = beginImport(archive, {
    file: 'bench',
    format: 'librechat',
    formatName: 'LibreChat',
    importerVersion: 1,
    startedAt: start,
  })
  for (let done = 0; done < count; done += 1000) {
    inBatch(archive, () => {
      for (let i = done; i < Math.min(done + 1000, count); i++) {
        saveConversation(archive, conversationAt(i), [], { importId, fingerprint: null, now: start })
      }
    })
  }
  archive.close()
}

function conversationAt(index: number): Conversation {
  const time = start + index * 300_000
  return {
    id: `c${index}`,
    source: 'librechat',
    sourceId: `c${index}`,
    type: 'chat',
    status: 'active',
    title: textAt(index, 5),
    endpoint: 'openAI',
    model: 'gpt-4o',
    createdAt: time,
    updatedAt: time,
    tags: [],
    activeLeafId: null,
    options: null,
    extra: null,
    messages: [messageAt('q', null, index * 2, time), messageAt('a', 'q', index * 2 + 1, time)],
  }
}

function messageAt(id: string, parentId: string | null, seed: number, createdAt: number): Message {
  return {
    id,
    sourceId: id,
    parentId,
    role: parentId === null ? 'user' : 'assistant',
    sender: null,
    model: null,
    createdAt,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: [{ type: 'text', text: textAt(seed, 20) }],
    attachments: [],
    extra: null,
  }
}

/** Words of which few are frequent and most are rare. */
function textAt(seed: number, length: number): string {
  return Array.from({ length }, (_, place) => {
    const random = ((seed * 2_654_435_761 + place * 40_503) % 1_000_003) / 1_000_003
    return words[Math.floor(words.length * random ** 4)] ?? 'the'
  }).join(' ')
}

async function cursorOfTheMiddle(): Promise<string> {
  let cursor = ''
  for (let page = 0; page < count / 200; page++) {
    const { nextCursor } = (await askInside(`limit=100${cursor === '' ? '' : `&cursor=${cursor}`}`)) as {
      readonly nextCursor: string | null
    }
    cursor = nextCursor ?? cursor
  }
  return cursor
}

/** The very work of the endpoint, and the JSON of its answer, without HTTP. */
async function askInside(query: string): Promise<unknown> {
  const parsed = listConversations.query.parse(Object.fromEntries(new URLSearchParams(query)))
  const given = { params: {}, query: parsed, body: null, file: null }
  const gone = new AbortController().signal
  return await listConversations.handle(given, { ask, jobEnded: (id) => app.jobEnded(id), gone, backOff: [] })
}

async function insideTimes(
  queries: readonly string[],
  amount: number,
): Promise<{ readonly p50: number; readonly p95: number }> {
  const times: number[] = []
  for (let i = 0; i < amount; i++) {
    const started = performance.now()
    JSON.stringify(await askInside(queries[i % queries.length] ?? ''))
    times.push(performance.now() - started)
  }
  return spread(times)
}

function overHttp(
  queries: readonly string[],
  amount: number,
  connections: number,
): Promise<{ readonly p50: number; readonly p95: number; readonly rate: number }> {
  const load = spawn(process.execPath, [
    join(import.meta.dirname, 'http-load.js'),
    server.url,
    token,
    String(connections),
    String(amount),
    ...queries.map((query) => `/api/convos?${query}`),
  ])
  load.stderr.pipe(process.stderr)
  return text(load.stdout).then((answer) => JSON.parse(answer))
}
