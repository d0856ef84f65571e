/**
 * The tables of a Cherry Studio backup, put together to conversations (“topics”). Their names stand in the saved state of
 * the window (`localStorage`), their messages in one table of the database, what the messages say in another.
 *
 * The saved state also holds the keys of a person's accounts: nothing but the assistants is taken from it.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { asObject, extraOf, filledTextAt, listAt, objectAt, objectsAt } from '../fields.ts'
import { groupRows, rowsById } from '../group-rows.ts'

/** What conversation.ts makes a conversation of. */
export interface PackedTopic extends JsonObject {
  id: string
  /** What the report calls it. */
  title: string | null
  /** What the saved state says of it: name, times. */
  topic: JsonObject
  /** The assistant it belongs to: name, prompt, settings. */
  assistant: JsonObject
  messages: Json[]
}

/** The topics of a backup, those in which nothing was said among them. */
export function conversationsIn(backup: Json): PackedTopic[] {
  if (!isJsonObject(backup)) return []
  const names = namesOfTopics(objectAt(backup, 'localStorage'))
  const database = objectAt(backup, 'indexedDB')
  const blocks = objectsAt(database, 'message_blocks')
  const blocksById = rowsById(blocks)
  const blocksOfMessages = groupRows(blocks, 'messageId')
  return topicsIn(backup).map((row) => {
    const id = filledTextAt(row, 'id') ?? ''
    const { topic = {}, assistant = {} } = names.get(id) ?? {}
    const messages = listAt(row, 'messages').map((message) =>
      isJsonObject(message) ? withBlocks(message, blocksById, blocksOfMessages) : message,
    )
    return { id, title: filledTextAt(topic, 'name'), topic, assistant, messages }
  })
}

/** The oldest backups are a list of keys and values. */
function topicsIn(backup: JsonObject): readonly JsonObject[] {
  if (!Array.isArray(backup['indexedDB'])) return objectsAt(objectAt(backup, 'indexedDB'), 'topics')
  return objectsAt(backup, 'indexedDB').flatMap((entry) =>
    filledTextAt(entry, 'key')?.startsWith('topic:') === true && isJsonObject(entry['value'])
      ? [entry['value']]
      : [],
  )
}

/** A message with its blocks in place of their ids; a block that names the message without being named comes last. */
function withBlocks(
  message: JsonObject,
  blocksById: ReadonlyMap<string, JsonObject>,
  blocksOfMessages: ReadonlyMap<string, readonly JsonObject[]>,
): JsonObject {
  const named = listAt(message, 'blocks').map((id) =>
    typeof id === 'string' ? (blocksById.get(id) ?? id) : id,
  )
  const others = (blocksOfMessages.get(filledTextAt(message, 'id') ?? '') ?? []).filter(
    (block) => !named.includes(block),
  )
  return { ...message, blocks: [...named, ...others] }
}

interface Names {
  readonly topic: JsonObject
  readonly assistant: JsonObject
}

function namesOfTopics(localStorage: JsonObject): ReadonlyMap<string, Names> {
  const state = asObject(parsed(asObject(parsed(localStorage['persist:cherry-studio']))['assistants']))
  const assistants = [...objectsAt(state, 'assistants'), objectAt(state, 'defaultAssistant')]
  return new Map(
    assistants
      .flatMap((assistant) =>
        objectsAt(assistant, 'topics').map((topic): [string, Names] => [
          filledTextAt(topic, 'id') ?? '',
          { topic: withoutMessages(topic), assistant: aboutAssistant(assistant) },
        ]),
      )
      // The default assistant is often among the others as well, and those know more.
      .toReversed(),
  )
}

/** The saved state has JSON inside texts, two levels deep. */
function parsed(value: Json | undefined): Json {
  if (typeof value !== 'string') return value ?? null
  try {
    return JSON.parse(value) as Json
  } catch {
    // Without the saved state only the names of the topics are lost.
    return null
  }
}

function withoutMessages(topic: JsonObject): JsonObject {
  const { messages: _, ...rest } = topic
  return rest
}

function aboutAssistant(assistant: JsonObject): JsonObject {
  const model = assistant['model']
  return (
    extraOf({
      id: assistant['id'],
      name: assistant['name'],
      description: assistant['description'],
      tags: assistant['tags'],
      prompt: assistant['prompt'],
      settings: assistant['settings'],
      model: isJsonObject(model) ? model['id'] : model,
    }) ?? {}
  )
}
