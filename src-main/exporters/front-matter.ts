/** The facts of a conversation as YAML between two lines of hyphens, for programs that sort notes by them. */
import type { Conversation } from '@shared/conversation.ts'
import { shownTitle } from '@shared/shown-title.ts'
import { isoTime } from './sender-of.ts'

/** Ends with an empty line. Values are JSON, which YAML 1.2 reads as it is; what is not known is left out. */
export function frontMatterOf(conversation: Conversation): string {
  const facts = {
    title: shownTitle(conversation),
    created: isoTime(conversation.createdAt),
    updated: isoTime(conversation.updatedAt),
    source: conversation.source,
    id: conversation.sourceId ?? conversation.id,
    model: conversation.model,
    tags: conversation.tags.length > 0 ? conversation.tags : null,
  }
  const lines = Object.entries(facts).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${JSON.stringify(value)}`],
  )
  return ['---', ...lines, '---', '', ''].join('\n')
}
