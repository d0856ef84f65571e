/** The text of a message in formats that have one field for it. */
import type { Part } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'

/** The text proper where there is any, else everything that can be read, so that no message is without a text. */
export function textOf(parts: readonly Part[]): string {
  const texts = parts.filter(({ type }) => type === 'text')
  return readableText(texts.length > 0 ? texts : parts)
}
