/** Sensitive data in conversations that pass twice: first they are counted, then they are written. */
import type { ArchiveOptions } from '@shared/contract/html-archives.ts'
import type { Conversation } from '@shared/conversation.ts'
import { hasAny, redactConversation, sensitiveIn } from '@shared/redact-conversation.ts'
import { addCounts, nothingSensitive, type SensitiveCounts } from '@shared/sensitive-data.ts'
import { heldByPage } from '../html-archives/held-by-page.ts'

export interface SensitivePass {
  /** The conversations as they are to be written; what is sensitive in that which the page will hold is counted. */
  first(conversations: Iterable<Conversation>): Iterable<Conversation>
  /** The same again. */
  second(conversations: Iterable<Conversation>): Iterable<Conversation>
  /** What was counted in the first pass; null when nobody looks. */
  found(): SensitiveCounts | null
}

export function createSensitivePass(options: ArchiveOptions): SensitivePass {
  const { sensitive } = options
  let found = nothingSensitive

  function count(conversation: Conversation): void {
    found = addCounts(found, sensitiveIn(heldByPage(conversation, options)).counts)
  }

  function redacted(conversation: Conversation): Conversation {
    const { conversation: without, counts } = redactConversation(conversation)
    if (hasAny(counts)) count(conversation)
    return without
  }

  return {
    *first(conversations) {
      for (const conversation of conversations) {
        if (sensitive === 'warn') count(conversation)
        yield sensitive === 'redact' ? redacted(conversation) : conversation
      }
    },
    *second(conversations) {
      for (const conversation of conversations) {
        yield sensitive === 'redact' ? redactConversation(conversation).conversation : conversation
      }
    },
    found: () => (sensitive === 'off' ? null : found),
  }
}
