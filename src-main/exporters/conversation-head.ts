/** What stands over the messages of a text or a Markdown file, as LibreChat has it: a list of facts, then the options. */
import type { Conversation } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { shownTitle } from '@shared/shown-title.ts'

/** Names and values in LibreChat's order; `exportAt` with its date, in ISO 8601. */
export function headFacts(conversation: Conversation, now: Date): readonly (readonly [string, string])[] {
  return [
    ['conversationId', conversation.sourceId ?? conversation.id],
    ['endpoint', conversation.endpoint ?? conversation.source],
    ['title', shownTitle(conversation)],
    ['exportAt', now.toISOString()],
  ]
}

/** The endpoint options that have a value. */
export function optionEntries({ options }: Conversation): [string, Json][] {
  return Object.entries(options ?? {}).filter(([, value]) => value !== null)
}
