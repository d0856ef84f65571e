/** Tells files that hold one conversation each, as some products save them, from exports of many. */
import type { Look } from './members.ts'
import type { Recognised } from './recognise.ts'

/** Formats of which a bare object is one conversation, and no list or backup with something around it. */
const singleObjects: ReadonlySet<Recognised['id']> = new Set([
  'chatgpt',
  'claude',
  'claude-design',
  'librechat',
  'deepseek',
  'open-webui',
  'ai-studio',
  'gemini-cli',
  'lm-studio',
  'copilot',
  'perplexity',
  'dti',
  'mag',
  'langgraph',
])

/** Formats of which the lines of a file are one session. */
const sessions: ReadonlySet<Recognised['id']> = new Set(['claude-code', 'codex', 'gemini-cli', 'copilot'])

/** Whether a file holds one conversation and nothing else, by what it looks like. */
export function holdsOneConversation({ recognised, sample }: Look): boolean {
  if (recognised === null) return false
  if (sample.shape === 'lines') return sessions.has(recognised.id)
  // A file of lines that shows its first line only looks like an object.
  const isObject = sample.shape === 'object' && recognised.listPath === null
  return isObject && (singleObjects.has(recognised.id) || sessions.has(recognised.id))
}
