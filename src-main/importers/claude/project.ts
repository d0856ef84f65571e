/** A Claude project as a conversation of its own kind: its instructions, then a message for each of its documents. */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, isEmpty, listAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { kindOfMime } from '../mime.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { contentHash } from './content-hash.ts'
import { quietMessage } from './quiet-message.ts'
import { remainderOf } from './raw-shape.ts'
import { filesOfMessage, type StoredFiles } from './stored-files.ts'

const heldOfProject = new Set([
  'uuid',
  'name',
  'description',
  'prompt_template',
  'docs',
  'created_at',
  'updated_at',
])
const heldOfDocument = new Set(['uuid', 'filename', 'file_name', 'content', 'created_at'])

/** Turns a project into a conversation, or says in words for a person why there is nothing to keep. */
export function conversationFromProject(raw: JsonObject, stored: StoredFiles): Converted {
  const documents = objectsAt(raw, 'docs').toSorted(
    (a, b) => (timeOf(a['created_at']) ?? 0) - (timeOf(b['created_at']) ?? 0),
  )
  const [id, name] = [filledTextAt(raw, 'uuid'), filledTextAt(raw, 'name')]
  const createdAt = timeOf(raw['created_at'])
  const messages: Message[] = []
  const about = partsAbout(raw)
  if (about.length > 0) {
    // Instructions that were rewritten since are another beginning, not the same message.
    const key = `instructions@${contentHash(raw['description'], raw['prompt_template'])}`
    messages.push({ ...quietMessage(key, null, 'system', about), createdAt })
  }
  documents.forEach((document, index) => {
    const key = filledTextAt(document, 'uuid') ?? `document-${index + 1}`
    messages.push({
      ...quietMessage(key, messages.at(-1)?.id ?? null, 'user', [partOfDocument(document, key)]),
      createdAt: timeOf(document['created_at']),
      extra: extraOf({
        ...remainderOf(document, heldOfDocument),
        ...unreadableTimes(document, ['created_at']),
      }),
    })
  })
  if (messages.length === 0) {
    return { kind: 'skipped', reason: 'This project holds neither instructions nor documents.' }
  }
  const conversation: Conversation = {
    id: id ?? name ?? 'project',
    source: 'claude',
    sourceId: id,
    type: 'chat',
    status: raw['is_archived'] === true ? 'archived' : 'active',
    title: name,
    endpoint: 'anthropic',
    model: null,
    createdAt,
    updatedAt: timeOf(raw['updated_at']),
    tags: [],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: null,
    extra: extraOf({
      ...remainderOf(raw, heldOfProject),
      ...unreadableTimes(raw, ['created_at', 'updated_at']),
      docs: listAt(raw, 'docs').filter((entry) => !isJsonObject(entry) && !isEmpty(entry)),
      kind: 'project',
    }),
    messages,
  }
  return {
    kind: 'conversation',
    conversation,
    files: messages.flatMap((message) => filesOfMessage(message, stored)),
  }
}

function partsAbout(raw: JsonObject): Part[] {
  const parts: Part[] = []
  const [description, prompt] = [filledTextAt(raw, 'description'), filledTextAt(raw, 'prompt_template')]
  if (description !== null) parts.push({ type: 'text', text: description })
  if (prompt !== null) parts.push({ type: 'context', title: 'Project instructions', text: prompt })
  return parts
}

/** The text of a document; where the export only names it, a file that is not there. */
function partOfDocument(document: JsonObject, key: string): Part {
  const name = filledTextAt(document, 'filename', 'file_name')
  const text = textAt(document, 'content')
  if (text !== null && text !== '') return { type: 'context', title: name ?? 'Document', text }
  const content = document['content']
  return attachmentPart({
    kind: kindOfMime(null, name),
    ref: key,
    name,
    ...partExtra({ content: text === null ? content : undefined }),
  })
}
