/** Conversations to put into archives of tests, with as little written out as the test is about. */
import type { Conversation, Message } from '@shared/conversation.ts'
import type { Archive } from '../archive.ts'
import { beginImport } from '../imports.ts'
import { inBatch, saveConversation, type Saved, type StoredAttachment } from '../save-conversation.ts'

export const noon = Date.UTC(2024, 4, 1, 12)

/** A message whose source calls it what the conversation calls it, a second after noon for each one before it. */
export function message(
  id: string,
  parentId: string | null,
  text: string,
  changes: Partial<Message> = {},
): Message {
  return {
    id,
    sourceId: id,
    parentId,
    role: 'user',
    sender: null,
    model: null,
    createdAt: noon,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts: [{ type: 'text', text }],
    attachments: [],
    extra: null,
    ...changes,
  }
}

/** A question with two answers, the first of them shown. */
export const twoAnswers: readonly Message[] = [
  message('q', null, 'Where should we stay?'),
  message('a1', 'q', 'Near the harbour.', { role: 'assistant', createdAt: noon + 1000 }),
  message('a2', 'q', 'In the old town.', { role: 'assistant', createdAt: noon + 2000 }),
]

export function conversation(changes: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c',
    source: 'chatgpt',
    sourceId: 'trip',
    type: 'chat',
    status: 'active',
    title: 'Trip to Oslo',
    endpoint: null,
    model: null,
    createdAt: noon,
    updatedAt: noon + 5000,
    tags: [],
    activeLeafId: null,
    options: null,
    extra: null,
    messages: twoAnswers,
    ...changes,
  }
}

/** Saves conversations as one import does; answers what became of each. */
export function importAll(
  archive: Archive,
  conversations: readonly Conversation[],
  files: readonly StoredAttachment[] = [],
  fingerprint: string | null = null,
): Saved[] {
  const importId = startImport(archive)
  return inBatch(archive, () =>
    conversations.map((one) => saveConversation(archive, one, files, { importId, fingerprint, now: noon })),
  )
}

/** Saves one conversation as an import of its own. */
export function importOne(
  archive: Archive,
  one: Conversation,
  files: readonly StoredAttachment[] = [],
  fingerprint: string | null = null,
): Saved {
  const [saved] = importAll(archive, [one], files, fingerprint)
  if (saved === undefined) throw new Error('Nothing was saved')
  return saved
}

export function startImport(archive: Archive): number {
  return beginImport(archive, {
    file: '/exports/chatgpt.zip',
    format: 'chatgpt',
    formatName: 'ChatGPT',
    importerVersion: 1,
    startedAt: noon,
  })
}
