/** What is sensitive in that which would be written, by conversation, each finding in its place. */
import type { SensitiveConversation, SensitiveExample, SensitiveReport } from '@shared/job.ts'
import { findingsText, kindsOf, masked, nameOfKind, totalOf } from '@shared/sensitive-words.ts'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { counted, countText } from '../ui/counts.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import './sensitive.css'

/** Conversations that are listed before more are asked for. */
const listed = 50

/** Leaving out conversations in which something was found. */
export interface Leaving {
  /** Ids of those that are left out. */
  readonly left: ReadonlySet<string>
  readonly onToggle: (conversationId: string) => void
}

type Props = {
  report: SensitiveReport
  /** Whether findings are hidden but for their ends. */
  isMasked?: boolean
  /** Null where only all of them can be written or none. */
  leaving?: Leaving | null
  /** Opens a conversation at a message; null for what stands outside of messages. */
  onShow: (conversationId: string, messageId: string | null) => void
}

export function SensitiveReview({ report, isMasked = false, leaving = null, onShow }: Props) {
  const [shown, setShown] = useState(listed)
  const { found, counts, conversations } = report
  if (found.length === 0) {
    return (
      <EmptyState icon={ShieldCheck} title="Nothing sensitive was found.">
        <p>
          {counted(conversations, 'conversation')} looked through for e-mail addresses, phone, card and
          account numbers, keys and tokens.
        </p>
      </EmptyState>
    )
  }
  return (
    <div className="findings" role="region" aria-label="Findings" tabIndex={0}>
      <p className="findings-sum">
        {findingsText(counts)} in{' '}
        {conversations === 1
          ? 'this conversation'
          : `${countText(found.length)} of ${counted(conversations, 'conversation')}`}
        . They were found by their form: some may be harmless, and others may have been missed.
      </p>
      <ul className="findings-list">
        {found.slice(0, shown).map((conversation) => (
          <FoundConversation
            key={conversation.id}
            conversation={conversation}
            isOpen={found.length <= 3}
            isMasked={isMasked}
            leaving={leaving}
            onShow={onShow}
          />
        ))}
      </ul>
      {found.length > shown && (
        <button type="button" className="button" onClick={() => setShown(shown + listed)}>
          Show {countText(Math.min(listed, found.length - shown))} more of {countText(found.length - shown)}
        </button>
      )}
    </div>
  )
}

type ConversationProps = {
  conversation: SensitiveConversation
  /** Whether its findings are in sight at first. */
  isOpen: boolean
  isMasked: boolean
  leaving: Leaving | null
  onShow: Props['onShow']
}

function FoundConversation({ conversation, isOpen, isMasked, leaving, onShow }: ConversationProps) {
  const { id, title, counts, examples } = conversation
  const unlisted = totalOf(counts) - examples.length
  const isLeft = leaving?.left.has(id) === true
  return (
    <li className={isLeft ? 'is-left' : undefined}>
      {leaving !== null && (
        <button
          type="button"
          className="button small findings-leave"
          aria-pressed={isLeft}
          aria-label={`Leave out ${title}`}
          onClick={() => leaving.onToggle(id)}
        >
          {isLeft ? 'Left out' : 'Leave out'}
        </button>
      )}
      <details open={isOpen}>
        <summary>
          <span className="findings-title" dir="auto">
            {title}
          </span>
          {kindsOf(counts).map((kind) => (
            <span key={kind} className="badge">
              {kind}
            </span>
          ))}
        </summary>
        <ul className="findings-places">
          {distinct(isMasked ? examples.map(maskedExample) : examples).map(([key, example]) => (
            <li key={key}>
              <Finding example={example} />
              <button
                type="button"
                className="link"
                aria-label={`Show ${example.text} in the conversation`}
                onClick={() => onShow(id, example.messageId)}
              >
                Show
              </button>
            </li>
          ))}
        </ul>
        {unlisted > 0 && (
          <p className="findings-more">
            {examples.length === 0
              ? `${counted(unlisted, 'finding')}, not listed one by one. `
              : `And ${countText(unlisted)} more. `}
            {examples.length === 0 && (
              <button type="button" className="link" onClick={() => onShow(id, null)}>
                Show the conversation
              </button>
            )}
          </p>
        )}
      </details>
    </li>
  )
}

function maskedExample(example: SensitiveExample): SensitiveExample {
  return { ...example, text: masked(example.text) }
}

/** Each finding once, by all that tells it from the others: what reads the same in the same message is one line. */
function distinct(examples: readonly SensitiveExample[]): (readonly [key: string, SensitiveExample])[] {
  return [...new Map(examples.map((example) => [JSON.stringify(Object.values(example)), example]))]
}

function Finding({ example }: { example: SensitiveExample }) {
  const { before, text, after, kind } = example
  return (
    <p className="finding" dir="auto">
      <span className="finding-kind">{nameOfKind(kind)}</span> {before}
      <mark>{text}</mark>
      {after}
    </p>
  )
}
