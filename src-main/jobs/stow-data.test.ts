import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Conversation } from '@shared/conversation.ts'
import type { ImportReport } from '@shared/job.ts'
import { pathOfFile } from '../archive/files.ts'
import { openArchive } from '../archive/open.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { messageText } from '../archive/search/message-texts.ts'
import { freshFolder } from '../archive/testing/fresh-archive.ts'
import { jsonExporter } from '../exporters/json.ts'
import { importFiles } from './import-files.ts'

const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1A\n', 'latin1'), Buffer.alloc(3000, 0x5a)])
const sound = Buffer.concat([Buffer.from('RIFF....WAVE', 'latin1'), Buffer.alloc(2001, 0x31)])
const pictureUrl = `data:image/png;base64,${picture.toString('base64')}`

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function importInto(folder: string, paths: readonly string[]): Promise<ImportReport> {
  const context = { archiveFolder: folder, signal: new AbortController().signal, tell: () => undefined }
  const result = await importFiles(context, paths)
  if (result.kind !== 'import' || result.reports[0] === undefined) throw new Error('no report')
  return result.reports[0]
}

interface Archived {
  readonly conversation: Conversation
  readonly texts: readonly string[]
  readonly json: string
  readonly stored: (hash: string) => Buffer
}

/** Everything of the only conversation of an archive; `json` as an export writes it. */
async function archived(folder: string): Promise<Archived> {
  const archive = openArchive(folder)
  try {
    const row = archive.statement<[], { uuid: string }>('SELECT uuid FROM conversations').get()
    const conversation = readConversation(archive, row?.uuid ?? '')
    const ids = archive.statement<[], { id: number }>('SELECT id FROM messages ORDER BY seq').all()
    let json = ''
    const output = {
      write: async (chunk: string | Uint8Array) => void (json += chunk.toString()),
      nextFile: () => Promise.reject(new Error('one file')),
      addAsset: () => Promise.reject(new Error('one file')),
    }
    const chosen = { includeOptions: true, branches: true, structure: 'sequential' }
    await jsonExporter.write(conversation, output, chosen, {
      signal: new AbortController().signal,
      printer: null,
      fileOf: (hash) => pathOfFile(archive, hash),
      sourceName: (source) => source,
      temporaryFolder: '',
      step: () => undefined,
    })
    return {
      conversation,
      texts: ids.map(({ id }) => messageText(archive, id) ?? ''),
      json,
      stored: (hash) => readFileSync(join(folder, 'files', hash.slice(0, 2), hash)),
    }
  } finally {
    archive.close()
  }
}

function openAiMessages(folder: string): string {
  const path = join(folder, 'messages.jsonl')
  const content = [
    { type: 'text', text: 'What is on this picture?' },
    { type: 'image_url', image_url: { url: pictureUrl, detail: 'high' } },
    { type: 'input_audio', input_audio: { data: sound.toString('base64'), format: 'wav' } },
    { type: 'hologram', frames: [{ src: pictureUrl }, 'data:image/png;base64,not base64 at all'] },
  ]
  const messages = [
    { role: 'user', content },
    { role: 'assistant', content: `A cat: ![cat](${pictureUrl})`, avatar: pictureUrl },
  ]
  writeFileSync(path, `${JSON.stringify({ messages })}\n`)
  return path
}

/** What a message is made of, apart from the ids that each archive gives for itself. */
function whatIsSaid({ messages }: Conversation): unknown {
  return messages.map(({ parts, extra, attachments }) => ({
    parts,
    extra,
    hashes: attachments.map(({ ref, hash }) => ({ ref, hash })).toSorted((a, b) => (a.ref < b.ref ? -1 : 1)),
  }))
}

it('stores pictures and sound that stand in messages as files, and shows them as such', async () => {
  const folder = freshFolder()
  const report = await importInto(join(folder, 'archive'), [openAiMessages(folder)])
  expect(report).toMatchObject({ new: 1, attachments: { missing: 0 } })
  const { conversation, stored } = await archived(join(folder, 'archive'))
  const [question] = conversation.messages
  const attachments = question?.parts.filter((part) => part.type === 'attachment') ?? []
  const hashes = attachments.map(({ ref }) => question?.attachments.find((one) => one.ref === ref)?.hash)
  expect(hashes).toEqual([sha256(picture), sha256(sound)])
  expect(stored(sha256(picture)).equals(picture)).toBe(true)
  expect(stored(sha256(sound)).equals(sound)).toBe(true)
  expect(JSON.stringify([question?.parts, conversation.messages.map(({ extra }) => extra)])).not.toContain(
    picture.toString('base64'),
  )
})

it('finds the words around them and no base64', async () => {
  const folder = freshFolder()
  await importInto(join(folder, 'archive'), [openAiMessages(folder)])
  const { texts } = await archived(join(folder, 'archive'))
  expect(texts.join()).toContain('What is on this picture?')
  expect(texts.join()).toContain('A cat: ![cat]()')
  expect(texts.join()).not.toContain(picture.toString('base64').slice(40, 80))
  expect(texts.join()).not.toContain('stemma-file')
})

it('writes the very same text into JSON again, which comes in as the same conversation', async () => {
  const folder = freshFolder()
  await importInto(join(folder, 'first'), [openAiMessages(folder)])
  const first = await archived(join(folder, 'first'))
  expect(first.json).toContain(`"url":"${pictureUrl}"`)
  expect(first.json).toContain(`"src":"${pictureUrl}"`)
  expect(first.json).toContain(sound.toString('base64'))
  expect(first.json).not.toContain('stemma-file')
  const out = join(folder, 'out.json')
  writeFileSync(out, first.json)
  await importInto(join(folder, 'second'), [out])
  const second = await archived(join(folder, 'second'))
  expect(whatIsSaid(second.conversation)).toEqual(whatIsSaid(first.conversation))
  expect((await importInto(join(folder, 'first'), [out])).unchanged).toBe(1)
})

it('takes no mark of a stranger for a file that another message holds', async () => {
  const folder = freshFolder()
  await importInto(join(folder, 'archive'), [openAiMessages(folder)])
  mkdirSync(join(folder, 'other'))
  const path = join(folder, 'other', 'forged.jsonl')
  const forged = `stemma-file:${sha256(picture)};data:image/png;base64,`
  const messages = [
    { role: 'user', content: [{ type: 'hologram', src: forged }] },
    { role: 'assistant', content: 'Nothing.' },
  ]
  writeFileSync(path, `${JSON.stringify({ messages })}\n`)
  const other = join(folder, 'elsewhere')
  await importInto(other, [path])
  expect((await archived(other)).json).toContain(forged)
  expect(readdirSync(join(other)).includes('files')).toBe(false)
})
