import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { ImportReport } from '@shared/job.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { importFiles } from './import-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-beside-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const record = (id: string) => ({
  conversation_id: id,
  title: id,
  update_time: 1_790_000_000,
  mapping: {
    [`${id}-a`]: {
      id: `${id}-a`,
      parent: null,
      message: {
        id: `${id}-a`,
        author: { role: 'assistant' },
        content: { content_type: 'text', parts: ['Very.'] },
        metadata: {},
      },
    },
  },
})

/** Imports the same two conversations, with what is said beside them. */
async function importWith(
  feedback: readonly object[],
  shared: readonly object[] = [],
): Promise<ImportReport> {
  const files = join(folder, 'export')
  mkdirSync(files, { recursive: true })
  writeFileSync(join(files, 'conversations.json'), JSON.stringify([record('rain'), record('snow')]))
  writeFileSync(join(files, 'message_feedback.json'), JSON.stringify(feedback))
  writeFileSync(join(files, 'shared_conversations.json'), JSON.stringify(shared))
  const context = {
    archiveFolder: join(folder, 'archive'),
    signal: new AbortController().signal,
    tell: () => undefined,
  }
  const result = await importFiles(context, [files])
  const [report] = result.kind === 'import' ? result.reports : []
  if (report === undefined) throw new Error('no report')
  return report
}

function stored(id: string): Conversation {
  const archive = openArchive(join(folder, 'archive'))
  try {
    return readConversation(archive, id)
  } finally {
    archive.close()
  }
}

const thumb = (id: string, rating: string) => ({ id, conversation_id: 'rain', message_id: 'rain-a', rating })

it('brings a thumb that was given since to a conversation that did not change', async () => {
  const first = await importWith([thumb('one', 'thumbs_up')])
  const [rain = ''] = first.conversationIds
  const again = await importWith([thumb('one', 'thumbs_down'), thumb('two', 'thumbs_up')])
  expect(again).toMatchObject({ found: 2, updated: 1, unchanged: 1 })
  expect(stored(rain).messages[0]?.extra).toMatchObject({
    feedback: [
      { id: 'one', rating: 'thumbs_down' },
      { id: 'two', rating: 'thumbs_up' },
    ],
  })
})

it('keeps thumbs that a later export does not tell of', async () => {
  const [rain = ''] = (await importWith([thumb('one', 'thumbs_up')])).conversationIds
  expect(await importWith([])).toMatchObject({ updated: 0, unchanged: 2 })
  await importWith([thumb('two', 'thumbs_up')])
  expect(stored(rain).messages[0]?.extra).toMatchObject({ feedback: [{ id: 'one' }, { id: 'two' }] })
})

it('marks a conversation that was shared since, and adds nothing when the same comes again', async () => {
  const [, snow = ''] = (await importWith([])).conversationIds
  const shared = [{ id: 'share-1', conversation_id: 'snow', title: 'snow', is_anonymous: true }]
  expect(await importWith([], shared)).toMatchObject({ updated: 1, unchanged: 1 })
  expect(stored(snow).extra).toMatchObject({ isShared: true, shares: [{ id: 'share-1' }] })
  expect(await importWith([], shared)).toMatchObject({ updated: 0, unchanged: 2 })
})
