/** Conversations that are about the same as one, by the words they share: found in the index, without a model. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { SimilarConversation } from '@shared/contract/search.ts'
import { useEffect, useState } from 'react'
import { call, on } from '../../bridge.ts'
import { dateText } from '../../ui/dates.ts'
import { SourceBadge } from '../../ui/SourceBadge.tsx'
import './similar.css'

type Props = {
  conversationId: string
  sourceNameOf: (source: string) => string
  /** Opens a conversation; the words are those it shares with this one. */
  onOpen: (conversationId: string) => void
  /** Searches for a word. */
  onSearch: (word: string) => void
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'found'; readonly similar: readonly SimilarConversation[] }

const asking: State = { kind: 'asking' }

export function SimilarConversations({ conversationId, sourceNameOf, onOpen, onSearch }: Props) {
  const state = useSimilar(conversationId)
  if (state.kind === 'asking') return <p className="similar-note">Looking for conversations like this one…</p>
  if (state.kind === 'failed') {
    return (
      <p className="similar-note" role="alert">
        {state.message}
      </p>
    )
  }
  if (state.similar.length === 0) {
    return (
      <p className="similar-note">
        No other conversation shares the words that tell most about this one. Very short conversations have
        too few.
      </p>
    )
  }
  return (
    <ul className="similar" aria-label="Similar conversations">
      {state.similar.map(({ conversation, likeness, words }) => (
        <li key={conversation.id}>
          <button type="button" className="similar-open" onClick={() => onOpen(conversation.id)}>
            <span className="similar-title" dir="auto">
              {conversation.title}
            </span>
            <span className="similar-facts">
              <SourceBadge name={sourceNameOf(conversation.source)} />
              <span>{dateText(conversation.updatedAt ?? conversation.createdAt)}</span>
              <span
                className="similar-likeness"
                title="How much of what tells about this conversation stands there too"
              >
                {Math.round(likeness * 100)} %
              </span>
            </span>
          </button>
          <p className="similar-words">
            {words.map((word) => (
              <button
                key={word}
                type="button"
                className="similar-word"
                title={`Search for ${word}`}
                onClick={() => onSearch(word)}
              >
                {word}
              </button>
            ))}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Asks again when the index has caught up: what is similar may have been imported just now. */
function useSimilar(conversationId: string): State {
  const [answer, setAnswer] = useState<{ readonly of: string; readonly state: State } | null>(null)
  useEffect(() => {
    let isWanted = true
    const ask = async (): Promise<void> => {
      let state: State
      try {
        state = { kind: 'found', similar: await call('search.similar', { id: conversationId }) }
      } catch (error) {
        state = { kind: 'failed', message: toErrorValue(error).message }
      }
      if (isWanted) setAnswer({ of: conversationId, state })
    }
    void ask()
    const stop = on((event) => {
      if (event.kind === 'index-ready') void ask()
    })
    return () => {
      isWanted = false
      stop()
    }
  }, [conversationId])
  return answer?.of === conversationId ? answer.state : asking
}
