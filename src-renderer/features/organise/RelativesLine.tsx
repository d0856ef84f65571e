/** What a conversation was forked or copied from, and what was made of it: each a way there. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Output } from '@shared/contract/contract.ts'
import type { Relative } from '@shared/contract/organise.ts'
import { GitFork } from 'lucide-react'
import { useEffect, useState } from 'react'
import { call, on } from '../../bridge.ts'
import { dateText } from '../../ui/dates.ts'
import { showFailure } from '../../ui/toasts.ts'
import './organise.css'

type Props = {
  conversationId: string
  onOpen: (conversationId: string, messageKey: number | null) => void
}

/** Copies that are named; the others are counted. */
const mostNamed = 3

export function RelativesLine({ conversationId, onOpen }: Props) {
  const relatives = useRelatives(conversationId)
  if (relatives === null) return null
  const { original, copies } = relatives
  if (original === null && copies.length === 0) return null
  return (
    <p className="relatives">
      <GitFork aria-hidden />
      {original !== null && (
        <span>
          {original.kind === 'fork' ? 'Fork of ' : 'Copy of '}
          <Way relative={original} onOpen={(id) => onOpen(id, original.messageKey)} />
        </span>
      )}
      {copies.length > 0 && (
        <span>
          Made from this one:{' '}
          {copies.slice(0, mostNamed).map((copy) => (
            <Way key={copy.madeAt} relative={copy} onOpen={(id) => onOpen(id, null)} />
          ))}
          {copies.length > mostNamed && ` and ${copies.length - mostNamed} more`}
        </span>
      )}
    </p>
  )
}

function Way({ relative, onOpen }: { relative: Relative; onOpen: (id: string) => void }) {
  const { conversation, madeAt } = relative
  if (conversation === null) return <span>a conversation that is no longer here</span>
  return (
    <button
      type="button"
      className="link"
      title={`Made ${dateText(madeAt)}`}
      onClick={() => onOpen(conversation.id)}
    >
      <bdi>{conversation.title}</bdi>
    </button>
  )
}

type Relatives = Output<'conversation.relatives'>

/** Null until they are known, and again while another conversation is opened. */
function useRelatives(conversationId: string): Relatives | null {
  const [known, setKnown] = useState<{ readonly of: string; readonly relatives: Relatives } | null>(null)
  useEffect(() => {
    let isWanted = true
    const ask = async (): Promise<void> => {
      try {
        const relatives = await call('conversation.relatives', { id: conversationId })
        if (isWanted) setKnown({ of: conversationId, relatives })
      } catch (error) {
        if (!isWanted) return
        setKnown(null)
        // That a conversation is gone, the reader itself says.
        const isGone = toErrorValue(error).kind === 'not-found'
        if (!isGone) showFailure('Forks and copies could not be read', error)
      }
    }
    void ask()
    const stop = on((event) => {
      if (event.kind === 'library-changed') void ask()
    })
    return () => {
      isWanted = false
      stop()
    }
  }, [conversationId])
  return known?.of === conversationId ? known.relatives : null
}
