/** Sensitive data in a whole conversation: counting it, listing it, and taking it out. */
import type { Conversation } from './conversation.ts'
import { mapTexts } from './conversation-texts.ts'
import type { SensitiveConversation, SensitiveExample } from './job.ts'
import {
  addCounts,
  countSensitive,
  findSensitive,
  nothingSensitive,
  redact,
  sensitiveKinds,
  type SensitiveCounts,
} from './sensitive-data.ts'

/** Characters that are shown of the text on either side of a finding. */
const contextLength = 40
/** Findings of one conversation that are shown. */
const mostExamples = 50

/** The conversation with a mark in the place of each finding, in all of its texts. The very same object without any. */
export function redactConversation(conversation: Conversation): {
  readonly conversation: Conversation
  readonly counts: SensitiveCounts
} {
  let counts = nothingSensitive
  const redacted = mapTexts(conversation, (text) => {
    const cleaned = redact(text)
    if (cleaned.text !== text) counts = addCounts(counts, cleaned.counts)
    return cleaned.text
  })
  return { conversation: hasAny(counts) ? redacted : conversation, counts }
}

/** What is sensitive in the texts of a conversation, with the first findings in their places. */
export function sensitiveIn(conversation: Conversation): SensitiveConversation {
  let counts = nothingSensitive
  const examples: SensitiveExample[] = []
  mapTexts(conversation, (text, messageId) => {
    const spans = findSensitive(text)
    counts = addCounts(counts, countSensitive(spans))
    for (const { start, end, kind } of spans.slice(0, mostExamples - examples.length)) {
      examples.push({
        kind,
        messageId,
        before: text.slice(Math.max(0, start - contextLength), start),
        text: text.slice(start, end),
        after: text.slice(end, end + contextLength),
      })
    }
    return text
  })
  return { id: conversation.id, title: conversation.title ?? 'Untitled conversation', counts, examples }
}

/** Whether anything was counted. */
export function hasAny(counts: SensitiveCounts): boolean {
  return sensitiveKinds.some((kind) => counts[kind] > 0)
}
