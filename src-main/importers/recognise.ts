/**
 * Tells what product a file comes from, by the keys near its start: four vendors call their file
 * `conversations.json`, so names decide nothing.
 *
 * Which of these are read is registry.ts's knowledge, how a refusal is worded detect.ts's.
 */
import type { JsonType, Sample } from './json/key-paths.ts'

type FormatId =
  | 'chatgpt'
  | 'chatgpt-manifest'
  | 'librechat'
  | 'deepseek'
  | 'claude'
  | 'claude-projects'
  | 'claude-design'
  | 'claude-memories'
  | 'claude-artifact'
  | 'claude-manifest'
  | 'claude-account'
  | 'grok'
  | 'open-webui'
  | 'chatbot-ui'
  | 'better-chatgpt'
  | 'lobechat'
  | 'cherry-studio'
  | 'chatbox'
  | 'typingmind'
  | 'lm-studio'
  | 'jan'
  | 'jan-messages'
  | 'ai-studio'
  | 'takeout'
  | 'copilot'
  | 'gemini-cli'
  | 'mistral'
  | 'perplexity'
  | 'training-data'
  | 'message-list'
  | 'dti'
  | 'mag'
  | 'langgraph'
  | 'langgraph-list'
  | 'claude-code'
  | 'codex'
  | 'llama-cpp'

export interface Recognised {
  readonly id: FormatId
  /** What it is, for a person: "a Claude export". */
  readonly name: string
  /** Which keys said so: `because of “mapping” and “current_node”`. */
  readonly reason: string
  /** The key of the list of records where the file is an object around it, else null. */
  readonly listPath: 'conversations' | null
}

interface Clue {
  readonly id: FormatId
  readonly name: string
  /** Each way to recognise it: all keys of a way must be there. Keys are paths in a record; see json/key-paths.ts. */
  readonly ways: readonly (readonly string[])[]
  /** Where the record stands: anywhere, or in one kind of file only. */
  readonly shape?: Sample['shape']
}

/**
 * Tested from top to bottom: a later one may have all keys of an earlier one and more besides.
 * `key:type` asks for a type, `[]/` in front of no key stands for the list itself.
 */
const clues: readonly Clue[] = [
  {
    id: 'chatgpt-manifest',
    name: 'the list of files of a ChatGPT export',
    ways: [['version', 'export_files', 'logical_files']],
    shape: 'object',
  },
  {
    id: 'deepseek',
    name: 'a DeepSeek export',
    ways: [
      ['mapping', 'inserted_at'],
      ['mapping', 'mapping/*/message/fragments'],
      ['data/biz_data/chat_messages'],
      ['chat_session', 'chat_messages'],
    ],
  },
  {
    id: 'chatgpt',
    name: 'a ChatGPT export',
    ways: [
      ['mapping', 'current_node'],
      ['mapping', 'mapping/*/message', 'mapping/*/parent'],
      ['mapping', 'mapping/*/message', 'mapping/*/children'],
      ['mapping', 'mapping/*/parent', 'mapping/*/children'],
      ['mapping:object', 'title', 'create_time'],
    ],
  },
  {
    id: 'claude',
    name: 'a Claude export',
    ways: [
      ['uuid', 'chat_messages'],
      ['chat_messages/[]/sender', 'chat_messages/[]/text'],
    ],
  },
  {
    id: 'claude-projects',
    name: 'a list of Claude projects',
    ways: [
      ['uuid', 'docs', 'prompt_template'],
      ['uuid', 'docs', 'is_private'],
    ],
  },
  {
    id: 'claude-design',
    name: 'a Claude design chat',
    ways: [
      ['project', 'messages/[]/content/contentBlocks'],
      ['uuid', 'project', 'messages/[]/content/content'],
      ['uuid', 'title', 'messages/[]/content/contentBlocks'],
    ],
  },
  {
    id: 'claude-memories',
    name: 'Claude’s memories',
    ways: [
      ['account_uuid', 'conversations_memory'],
      ['conversations_memory', 'project_memories'],
      ['account_uuid', 'memory_files'],
    ],
  },
  {
    id: 'claude-artifact',
    name: 'an artifact published on claude.ai',
    ways: [['owner_account', 'active_version', 'versions:array']],
  },
  {
    id: 'claude-manifest',
    name: 'the list of downloads of a Claude export',
    ways: [
      ['data_files/[]/filename', 'data_files/[]/export_url'],
      ['data_files/[]/filename', 'data_files/[]/category'],
    ],
    shape: 'object',
  },
  {
    id: 'claude-account',
    name: 'Claude’s data about an account',
    ways: [
      ['uuid', 'full_name', 'email_address'],
      ['email_address', 'verified_phone_number'],
    ],
  },
  { id: 'grok', name: 'a Grok export', ways: [['conversation', 'responses']] },
  {
    id: 'open-webui',
    name: 'an Open WebUI export',
    ways: [
      ['chat/history/messages:object'],
      ['history/messages', 'history/currentId'],
      ['history/messages:object'],
    ],
  },
  {
    id: 'chatbot-ui',
    name: 'a Chatbot UI export',
    ways: [
      ['version', 'history:array'],
      ['history:array', 'folders:array'],
    ],
    shape: 'object',
  },
  {
    id: 'better-chatgpt',
    name: 'a BetterChatGPT export',
    ways: [
      ['chats:array', 'folders:object'],
      ['chats/[]/messages', 'chats/[]/config'],
      ['titleSet', 'messages:array'],
      ['title', 'config/model', 'messages/[]/role'],
    ],
  },
  {
    id: 'librechat',
    name: 'a LibreChat export',
    ways: [
      ['conversationId', 'messages:array'],
      ['conversationId', 'messagesTree'],
      ['messages/[]/messageId', 'messages/[]/isCreatedByUser'],
      ['messages/[]/messageId', 'messages/[]/parentMessageId'],
      ['messagesTree/[]/messageId'],
      ['exportAt', 'messages:array'],
    ],
  },
  {
    id: 'lobechat',
    name: 'a LobeChat backup',
    ways: [
      ['exportType', 'state'],
      ['mode', 'schemaHash', 'data'],
      ['data/userSettings:array', 'data/userInstalledPlugins:array'],
      ['data/sessionGroups:array', 'data/topics:array'],
    ],
    shape: 'object',
  },
  {
    id: 'cherry-studio',
    name: 'a Cherry Studio backup',
    // The database follows a saved state that may be longer than the sample.
    ways: [['time', 'version', 'localStorage:object']],
    shape: 'object',
  },
  {
    id: 'chatbox',
    name: 'a Chatbox backup',
    ways: [
      ['chat-sessions-list'],
      ['__exported_items'],
      ['*/messages/[]/contentParts'],
      ['messages/[]/contentParts', 'messages/[]/role'],
    ],
    shape: 'object',
  },
  {
    id: 'typingmind',
    name: 'a TypingMind export',
    ways: [['data/chats/[]/chatID'], ['data/chats/[]/chatTitle'], ['data/chats/[]/messages/[]/uuid']],
  },
  {
    id: 'lm-studio',
    name: 'an LM Studio conversation',
    ways: [['messages/[]/versions', 'messages/[]/currentlySelected']],
  },
  {
    id: 'jan',
    name: 'a Jan thread',
    ways: [
      ['object', 'assistants', 'metadata'],
      ['object', 'assistants', 'created', 'title'],
    ],
    shape: 'object',
  },
  {
    id: 'jan-messages',
    name: 'messages of a Jan thread',
    ways: [['object', 'thread_id', 'role', 'content']],
  },
  { id: 'ai-studio', name: 'a Google AI Studio prompt', ways: [['chunkedPrompt']] },
  {
    id: 'takeout',
    name: 'a Google activity list without Gemini',
    ways: [
      ['header', 'products', 'time'],
      ['header', 'titleUrl', 'time'],
      ['header', 'activityControls', 'time'],
    ],
    shape: 'array',
  },
  {
    id: 'copilot',
    name: 'a GitHub Copilot chat',
    ways: [
      ['requests:array', 'requesterUsername'],
      ['requests:array', 'sessionId'],
      ['kind:number', 'v/requests:array', 'v/sessionId'],
    ],
  },
  { id: 'gemini-cli', name: 'a Gemini CLI session', ways: [['sessionId', 'projectHash']] },
  { id: 'mistral', name: 'a Mistral chat', ways: [['chatId', 'contentChunks']] },
  {
    id: 'perplexity',
    name: 'a Perplexity export',
    ways: [['metadata/thread_title'], ['entries/[]/query_str'], ['query_str', 'thread_title']],
  },
  {
    id: 'claude-code',
    name: 'a Claude Code session',
    ways: [
      ['type', 'sessionId', 'uuid'],
      ['type', 'sessionId', 'operation'],
      ['type', 'leafUuid'],
    ],
  },
  {
    id: 'codex',
    name: 'a Codex session',
    ways: [
      ['type', 'payload/type'],
      ['type', 'payload/cwd'],
      ['type', 'payload/id', 'payload/timestamp'],
      ['record_type', 'type'],
      ['session/instructions', 'items/[]/type'],
    ],
  },
  { id: 'llama-cpp', name: 'a llama.cpp conversation', ways: [['type', 'harness']], shape: 'lines' },
  {
    id: 'llama-cpp',
    name: 'a llama.cpp conversation',
    ways: [
      ['conv/currNode', 'messages:array'],
      ['conv/id', 'messages/[]/convId'],
    ],
  },
  {
    id: 'dti',
    name: 'an AI conversation history (DTI)',
    ways: [
      ['details/createdBy', 'identifiers'],
      ['details/createdBy', 'messages/[]/sentAt'],
      ['identifiers', 'messages/[]/sentAt', 'messages/[]/sender'],
    ],
  },
  {
    id: 'mag',
    name: 'an MCP Agent Graph conversation',
    ways: [
      ['rounds/[]/round', 'rounds/[]/messages'],
      ['rounds/[]/messages/[]/role', 'rounds/[]/messages/[]/content'],
    ],
  },
  {
    id: 'langgraph',
    name: 'a LangGraph thread',
    ways: [
      ['values/messages/[]/type', 'values/messages/[]/content'],
      ['messages/[]/type', 'messages/[]/content', 'messages/[]/additional_kwargs'],
      ['messages/[]/type', 'messages/[]/content', 'messages/[]/response_metadata'],
      ['messages/[]/type', 'messages/[]/data/content'],
      ['messages/[]/lc', 'messages/[]/kwargs/content'],
    ],
  },
  {
    id: 'langgraph-list',
    name: 'a list of LangChain messages',
    ways: [
      ['type', 'content', 'additional_kwargs'],
      ['type', 'data/content', 'data/additional_kwargs'],
      ['lc', 'kwargs/content'],
    ],
  },
  {
    id: 'chatbot-ui',
    name: 'a Chatbot UI export',
    ways: [['id', 'name', 'messages/[]/role', 'messages/[]/content']],
    shape: 'array',
  },
  {
    id: 'training-data',
    name: 'a data set for training',
    ways: [
      ['conversations/[]/from', 'conversations/[]/value'],
      ['conversations/[]/role', 'conversations/[]/content'],
      ['messages/[]/from', 'messages/[]/value'],
      ['messages/[]/role', 'messages/[]/content'],
      ['messages/[]/role', 'messages/[]/tool_calls'],
      ['[]/role', '[]/content'],
      ['[]/from', '[]/value'],
      ['instruction', 'output'],
    ],
  },
  { id: 'message-list', name: 'a list of messages', ways: [['role', 'content']], shape: 'array' },
  { id: 'message-list', name: 'a list of messages', ways: [['role', 'content']], shape: 'lines' },
]

/** What a sample is of, by the first clue that fits; null when none does. */
export function recognise(sample: Sample): Recognised | null {
  const places: readonly { readonly prefix: string; readonly listPath: Recognised['listPath'] }[] =
    sample.shape === 'object'
      ? [
          { prefix: '', listPath: null },
          { prefix: 'conversations/[]/', listPath: 'conversations' },
        ]
      : [{ prefix: '[]/', listPath: null }]
  for (const { id, name, ways, shape } of clues) {
    if (shape !== undefined && shape !== sample.shape) continue
    for (const { prefix, listPath } of places) {
      const way = ways.find((keys) => keys.every((key) => has(sample, prefix, key)))
      if (way) return { id, name, reason: `because of ${inWords(way)}`, listPath }
    }
  }
  return null
}

/** Whether a sample is of a list without entries, as it stands or under `conversations`. */
export function isEmptyList(sample: Sample): boolean {
  if (sample.shape === 'array') return sample.elements === 0
  return sample.shape === 'object' && sample.paths.size > 0 && hasOnlyEmptyConversations(sample)
}

function hasOnlyEmptyConversations({ paths }: Sample): boolean {
  return paths.get('conversations')?.has('array') === true && !paths.has('conversations/[]')
}

function has({ paths }: Sample, prefix: string, key: string): boolean {
  const [path = '', type] = key.split(':')
  const types = paths.get(prefix + path)
  return types !== undefined && (type === undefined || types.has(type as JsonType))
}

function inWords(keys: readonly string[]): string {
  const names = keys.map(
    (key) =>
      `“${key
        .split(':')[0]
        ?.split('/')
        .filter((name) => !/^(\*|\[\])$/.test(name))
        .at(-1)}”`,
  )
  return names.length === 1 ? String(names[0]) : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
