/**
 * One long conversation, opened as the viewer opens it: its tree, then the messages at the end of the branch shown; and
 * beside it what loading all of its messages would take. Both are cloned, as they are on their way to a window.
 *
 * Arguments: a folder, how many messages; `make` as a third makes it there, found by search.
 */
import type { Message } from '../../src-shared/conversation.ts'
import { createApp } from '../../src-main/app.ts'
import { beginImport } from '../../src-main/archive/imports.ts'
import { openArchive } from '../../src-main/archive/open.ts'
import { readConversation } from '../../src-main/archive/read-conversation.ts'
import { inBatch, saveConversation } from '../../src-main/archive/save-conversation.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'

const [folder = '', count = '10000', task] = process.argv.slice(2)
const source = 'chatgpt'
const branches = 25
/** As many as fit on a screen and a little more. */
const screen = 60
const rounds = 5
/** A million messages at once are no yardstick but a way to run out of memory. */
const mostLoaded = 100_000

if (task === 'make') {
  make(Number(count))
  await fillIndex()
  report({})
} else {
  await measure()
}

async function measure(): Promise<void> {
  const app = createApp({ archiveFolder: folder, printer: null, tidiesUp: false, tell: () => undefined })
  const page = await app.call('library.page', { limit: 1 })
  if (!page.ok) throw new Error(page.error.message)
  const [row] = page.data.rows
  if (row === undefined) throw new Error('There is no conversation to open.')
  const open = async (): Promise<void> => {
    const opened = await app.call('conversation.open', { id: row.id })
    if (!opened.ok) throw new Error(opened.error.message)
    const keys = [...opened.data.spine.keys].slice(-screen)
    const shown = await app.call('conversation.messages', { id: row.id, keys })
    if (!shown.ok) throw new Error(shown.error.message)
    structuredClone([opened.data, shown.data])
  }
  const first = await timed(open)
  const archive = openArchive(folder)
  const loadAll = (): void => void structuredClone(readConversation(archive, row.id))
  const windows: number[] = []
  const wholes: number[] = []
  for (let round = 0; round < (Number(count) > mostLoaded ? 0 : rounds); round++) {
    windows.push(await timed(open))
    wholes.push(await timed(loadAll))
  }
  archive.close()
  await app.close()
  report({ first, window: spread(windows).p50, whole: spread(wholes).p50 })
}

async function timed(work: () => Promise<void> | void): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** Until search has caught up: what a window shows later is then not disturbed by it. */
async function fillIndex(): Promise<void> {
  const app = createApp({ archiveFolder: folder, printer: null, tidiesUp: false, tell: () => undefined })
  const answer = await app.call('search.run', { query: 'consequence', complete: true })
  if (!answer.ok) throw new Error(answer.error.message)
  await app.close()
}

/** A chain that forks now and then, saved as an import saves it. */
function make(messages: number): void {
  const archive = openArchive(folder, { cacheMegabytes: 64 })
  const importId = beginImport(archive, {
    file: 'bench.json',
    format: source,
    formatName: 'bench',
    importerVersion: 1,
    startedAt: 0,
  })
  const every = Math.ceil(messages / branches)
  const made = Array.from({ length: messages }, (_, index): Message => {
    const parent = index > 0 && index % every === 0 ? index - Math.min(10, index) : index - 1
    return {
      id: `${index}`,
      sourceId: `${index}`,
      parentId: parent < 0 ? null : `${parent}`,
      role: index % 2 === 0 ? 'user' : 'assistant',
      sender: null,
      model: null,
      createdAt: 1_600_000_000_000 + index * 1000,
      isError: false,
      isUnfinished: false,
      isHidden: false,
      parts: [
        { type: 'text', text: `Message ${index}. ${'It says something of no consequence. '.repeat(6)}` },
      ],
      attachments: [],
      extra: null,
    }
  })
  inBatch(archive, () =>
    saveConversation(
      archive,
      {
        id: 'long',
        source,
        sourceId: 'long',
        type: 'chat',
        status: 'active',
        title: 'A long conversation',
        endpoint: null,
        model: null,
        createdAt: null,
        updatedAt: null,
        tags: [],
        activeLeafId: null,
        options: null,
        extra: null,
        messages: made,
      },
      [],
      { importId, fingerprint: null, now: 0 },
    ),
  )
  archive.close()
}
