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
  const findings = new Findings()
  mapTexts(conversation, (text, messageId) => {
    findings.look(text, messageId)
    return text
  })
  return findings.in(conversation)
}

/** What is sensitive in texts that are made of a conversation: each finding is placed in the message that it stems from. */
export function sensitiveInTexts(conversation: Conversation, texts: Iterable<string>): SensitiveConversation {
  const findings = new Findings()
  for (const text of texts) findings.look(text, null)
  const found = findings.in(conversation)
  const examples = found.examples.map((example) => ({
    ...example,
    messageId: messageWith(conversation, example.text),
  }))
  return { ...found, examples }
}

/** The first message that holds a text; null where none does. */
function messageWith(conversation: Conversation, wanted: string): string | null {
  let found: string | null = null
  mapTexts(conversation, (text, messageId) => {
    if (found === null && text.includes(wanted)) found = messageId
    return text
  })
  return found
}

class Findings {
  #counts = nothingSensitive
  readonly #examples: SensitiveExample[] = []

  look(text: string, messageId: string | null): void {
    const spans = findSensitive(text)
    if (spans.length === 0) return
    this.#counts = addCounts(this.#counts, countSensitive(spans))
    for (const [at, { start, end, kind }] of spans.slice(0, mostExamples - this.#examples.length).entries()) {
      // Up to the findings beside it: those are shown on their own.
      const from = Math.max(start - contextLength, spans[at - 1]?.end ?? 0)
      const to = Math.min(end + contextLength, spans[at + 1]?.start ?? text.length)
      this.#examples.push({
        kind,
        messageId,
        before: text.slice(from, start),
        text: text.slice(start, end),
        after: text.slice(end, to),
      })
    }
  }

  in({ id, title }: Conversation): SensitiveConversation {
    return { id, title: title ?? 'Untitled conversation', counts: this.#counts, examples: this.#examples }
  }
}

/** Whether anything was counted. */
export function hasAny(counts: SensitiveCounts): boolean {
  return sensitiveKinds.some((kind) => counts[kind] > 0)
}
