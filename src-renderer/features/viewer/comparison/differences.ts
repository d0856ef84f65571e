/** What differs between messages that stand beside each other, and the way from one difference to the next. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { diffWords } from './word-diff.ts'
import type { WordDiff } from './word-diff.ts'

/** A difference: the row of its messages, and which one it is of that row, both counted from 0. */
export interface Difference {
  readonly row: number
  readonly change: number
}

/** Characters of a message that are shown and compared: some 60,000 words. */
export const mostCharacters = 400_000

/** The text of a message as it is shown and compared. */
export function comparedText(message: ShownMessage): string {
  return readableText(message.parts).slice(0, mostCharacters)
}

const known = new WeakMap<ShownMessage, WeakMap<ShownMessage, { readonly diff: WordDiff | null }>>()

/** `diffWords` of two messages, worked out once. */
export function diffOf(left: ShownMessage, right: ShownMessage): WordDiff | null {
  const beside = known.get(left) ?? new WeakMap<ShownMessage, { readonly diff: WordDiff | null }>()
  known.set(left, beside)
  const found = beside.get(right) ?? { diff: diffWords(comparedText(left), comparedText(right)) }
  beside.set(right, found)
  return found.diff
}

/** The nearest difference after (`step` 1) or before one (null: before the first); null where there is none. `counts` holds how many each row has. */
export function stepDifference(
  counts: readonly number[],
  from: Difference | null,
  step: 1 | -1,
): Difference | null {
  const next = { row: from?.row ?? 0, change: from === null ? 0 : from.change + step }
  while (next.row >= 0 && next.row < counts.length) {
    if (next.change >= 0 && next.change < (counts[next.row] ?? 0)) return next
    next.row += step
    next.change = step === 1 ? 0 : (counts[next.row] ?? 0) - 1
  }
  return null
}

/** The place of a difference among all, counted from 1. */
export function differenceNumber(counts: readonly number[], { row, change }: Difference): number {
  return counts.slice(0, row).reduce((sum, count) => sum + count, change + 1)
}
