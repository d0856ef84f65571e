/**
 * Open WebUI's *Export chats*: a list of chats, each with all its messages by id, which *Import chats* takes in. Thoughts
 * and tool calls stand in the text as the blocks that Open WebUI draws them from.
 */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { childrenOf, depthFirst } from '@shared/tree.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { partsToMarkdown } from './parts-to-markdown.ts'
import { conversationTree, shownBranch } from './shown-branch.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { joinedBy } from './write-joined.ts'
import { writtenIds } from './written-ids.ts'

const list = { before: '[', between: ',\n', after: ']\n' }

export const openWebUiExporter: Exporter = {
  id: 'openwebui',
  name: 'Open WebUI',
  extension: 'json',
  purpose: 'Moving to Open WebUI, with every branch',
  needsPrinter: false,
  holds: 'everything',
  options: [],
  writeJoined: joinedBy(list, writeChat),
  async write(conversation, output, chosen, tools) {
    await output.write(list.before)
    await writeChat(conversation, output, chosen, tools)
    await output.write(list.after)
  },
}

async function writeChat(
  conversation: Conversation,
  output: Output,
  _chosen: ChosenOptions,
  { signal }: ExportTools,
): Promise<void> {
  const tree = conversationTree(conversation)
  const names = writtenIds(conversation.messages)
  const shown = shownBranch(conversation, tree)
  const messageAt = (index: number): JsonObject | null => {
    const message = conversation.messages[index]
    if (message === undefined) return null
    return {
      id: names[index] ?? message.id,
      parentId: names[tree.parents[index] ?? -1] ?? null,
      childrenIds: childrenOf(tree, index).map((child) => names[child] ?? ''),
      ...messageOf(message, conversation),
    }
  }
  const last = shown.at(-1)
  const currentId = last === undefined ? null : (names[last] ?? null)
  const row = rowOf(conversation)
  await output.write(`${opened(row)},"chat":${opened(chatOf(conversation))},"history":{"messages":{`)
  let comma = ''
  for (const index of depthFirst(tree)) {
    throwIfCancelled(signal)
    await output.write(`${comma}${JSON.stringify(names[index])}:${JSON.stringify(messageAt(index))}`)
    comma = ','
  }
  await output.write(`},"currentId":${JSON.stringify(currentId)}},"messages":[`)
  comma = ''
  for (const index of shown) {
    throwIfCancelled(signal)
    await output.write(comma + JSON.stringify(messageAt(index)))
    comma = ','
  }
  await output.write(']}}')
}

function opened(fields: JsonObject): string {
  return JSON.stringify(fields).slice(0, -1)
}

function rowOf(conversation: Conversation): JsonObject {
  return {
    id: conversation.sourceId ?? conversation.id,
    // Open WebUI gives what it takes in to whoever takes it in.
    user_id: '',
    title: shownTitle(conversation),
    updated_at: seconds(conversation.updatedAt ?? conversation.createdAt),
    created_at: seconds(conversation.createdAt ?? conversation.updatedAt),
    share_id: null,
    archived: conversation.status === 'archived',
    pinned: conversation.status === 'favorite',
    meta: { tags: [...conversation.tags] },
    folder_id: null,
  }
}

function chatOf(conversation: Conversation): JsonObject {
  const models = new Set(conversation.messages.map(({ model }) => model ?? conversation.model))
  const { system, ...params } = conversation.options ?? {}
  return {
    id: '',
    title: shownTitle(conversation),
    models: [...models].filter((model) => model !== null),
    params,
    ...(typeof system === 'string' ? { system } : {}),
    tags: [...conversation.tags],
    timestamp: conversation.createdAt ?? conversation.updatedAt ?? 0,
    files: [],
  }
}

function seconds(time: number | null): number | null {
  return time === null ? null : Math.floor(time / 1000)
}

function messageOf(message: Message, conversation: Conversation): JsonObject {
  const content = contentOf(message)
  const base = {
    role: message.role,
    content,
    timestamp: seconds(message.createdAt ?? conversation.createdAt),
  }
  if (message.role === 'user')
    return { ...base, models: conversation.model === null ? [] : [conversation.model] }
  const errors = message.parts.flatMap((part) => (part.type === 'error' ? [part.text] : []))
  return {
    ...base,
    model: message.model ?? conversation.model ?? '',
    modelName: message.sender ?? message.model ?? '',
    modelIdx: 0,
    done: !message.isUnfinished,
    ...(message.isError ? { error: { content: errors.join('\n') } } : {}),
  }
}

function contentOf(message: Message): string {
  const isAnswer = message.role !== 'user'
  const blocks = message.parts.flatMap((part) => {
    // An error stands in a field of its own.
    if (part.type === 'error' && message.isError && isAnswer) return []
    return [isAnswer ? answerBlock(part, message) : plainBlock(part, message)]
  })
  return blocks.filter((block) => block !== '').join('\n\n')
}

function answerBlock(part: Part, message: Message): string {
  switch (part.type) {
    case 'thinking': {
      const summary = escapeHtml(part.title ?? 'Thought')
      // Open WebUI escapes the quotation marks of a thought as well.
      const lines = escapeHtml(part.text.replace(/^/gm, '> '))
      return `<details type="reasoning" done="true">\n<summary>${summary}</summary>\n${lines}\n</details>`
    }
    case 'tool-call': {
      const id = part.id === undefined ? '' : ` id="${escapeHtml(part.id)}"`
      const facts = `name="${escapeHtml(part.name)}" arguments="${attribute(argumentsOf(part.input))}"`
      const result = part.output === undefined ? '' : ` result="${attribute(part.output)}"`
      return `<details type="tool_calls" done="true"${id} ${facts}${result}>\n<summary>Tool Executed</summary>\n</details>`
    }
    default:
      return plainBlock(part, message)
  }
}

function plainBlock(part: Part, { attachments }: Message): string {
  return part.type === 'text' ? part.text : partsToMarkdown([part], attachments)
}

/** Arguments are JSON inside of a text, and that text is JSON again in the attribute. */
function argumentsOf(input: Json): string {
  return isJsonObject(input) || typeof input !== 'string' ? JSON.stringify(input) : input
}

function attribute(text: string): string {
  return escapeHtml(JSON.stringify(text)).replaceAll('\n', ' ')
}
