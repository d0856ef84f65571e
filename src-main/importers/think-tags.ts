/** Reasoning that a local model wrote into its answer, between the tags `<think>` and `</think>`. */
import type { Part } from '@shared/conversation.ts'
import { textParts } from './role-messages/content.ts'

const leading = /^\s*<(think|thinking)>([^]*?)(?:<\/\1>\s*|$)/

/** The parts of an answer: what stands between the tags at its beginning is reasoning, also where the end tag is missing. */
export function partsOfAnswer(text: string): Part[] {
  const found = leading.exec(text)
  if (found === null) return textParts(text)
  const thinking = (found[2] ?? '').trim()
  const rest = text.slice(found[0].length)
  return [...(thinking === '' ? [] : [{ type: 'thinking' as const, text: thinking }]), ...textParts(rest)]
}
