/** What a column says of its branch beyond the number of its messages: its words and its models. */
import { readableText } from '@shared/message-text.ts'
import { useEffect, useState } from 'react'
import { keysOf } from '../reading-tree.ts'
import type { ConversationView } from '../use-conversation.ts'
import { countWords } from './word-diff.ts'

export interface BranchFacts {
  readonly words: number
  /** In the order in which they first answer. */
  readonly models: readonly string[]
}

/** Characters that are read to be counted; what is longer would push all else out of the cache. */
const mostCharacters = 4_000_000

/** Null while the messages (by index) are being read, and where there is too much to be counted. */
export function useBranchFacts(view: ConversationView, messages: readonly number[]): BranchFacts | null {
  const [known, setKnown] = useState<{ of: readonly number[]; facts: BranchFacts | null } | null>(null)
  useEffect(() => {
    let isWanted = true
    const read = async (): Promise<void> => {
      const keys = keysOf(view.reading, messages)
      await view.messages.load(keys)
      if (isWanted) setKnown({ of: messages, facts: factsOf(view, keys) })
    }
    const characters = messages.reduce((sum, index) => sum + (view.reading.spine.lengths[index] ?? 0), 0)
    if (characters <= mostCharacters) void read()
    return () => {
      isWanted = false
    }
  }, [view, messages])
  return known?.of === messages ? known.facts : null
}

function factsOf(view: ConversationView, keys: readonly number[]): BranchFacts | null {
  const models = new Set<string>()
  let words = 0
  for (const key of keys) {
    const message = view.messages.get(key)
    if (message === undefined) return null
    if (message === null) continue
    if (message.model !== null) models.add(message.model)
    words += countWords(readableText(message.parts))
  }
  return { words, models: [...models] }
}
