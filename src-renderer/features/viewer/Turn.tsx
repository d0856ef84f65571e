/** One message of the transcript: who, when, which version, and its body; a hidden one is folded into a line. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import type { Role } from '@shared/conversation.ts'
import type { MenuPlace } from '../../ui/ActionMenu.tsx'
import { ChevronRight, Ellipsis } from 'lucide-react'
import { memo, useId } from 'react'
import { speakerOf } from '@shared/render/turn.ts'
import { foldedName, fullTime, turnTime } from './message-words.ts'
import type { MessagePages } from './message-pages.ts'
import type { ReaderDesk } from './reader-desk.ts'
import { TurnBody } from './TurnBody.tsx'
import { VersionSwitch } from './VersionSwitch.tsx'
import { useViewer } from './viewer-store.ts'
import type { SoughtWord } from '../../ui/find-words.ts'

type Props = {
  messageKey: number
  /** Undefined while it is being fetched, null when it is gone. */
  message: ShownMessage | null | undefined
  role: Role
  isHidden: boolean
  isFolded: boolean
  /** CSS pixels to be kept free for it until it is here. */
  expectedHeight: number
  /** Place on the path, counted from 1, and the length of the path. */
  position: number
  setSize: number
  /** The number a reader sees; hidden messages bear none. */
  number: number
  version: number
  versionCount: number
  /** When the message before was written; undefined while nobody knows. */
  previousTime: number | null | undefined
  sourceName: string
  /** Words to mark; the same empty list where there are none. */
  words: readonly SoughtWord[]
  /** Set for the message that the reader was led to. */
  isGoal: boolean
  /** Set while the turn is pointed out after a jump. */
  isPointedOut: boolean
  pages: MessagePages
  onStep: (messageKey: number, step: -1 | 1) => void
  onToggleHidden: (messageKey: number) => void
  /** The reader's note on the message; always the same function. */
  noteOn: ReaderDesk['noteOn']
  /** Opens the menu of the message at a place of the window. */
  onMenu: (messageKey: number, place: MenuPlace) => void
}

export const Turn = memo(function Turn(props: Props) {
  const { messageKey, message, role, isHidden, isFolded, version, versionCount } = props
  const headingId = useId()
  const speaker = speakerOf({ role, sender: message?.sender ?? null })
  const classes = ['turn', role]
  if (versionCount > 1) classes.push('fork')
  if (isHidden) classes.push('is-hidden')
  if (props.isGoal) classes.push('is-goal')
  if (props.isPointedOut) classes.push('is-pointed-out')
  return (
    <article
      className={classes.join(' ')}
      data-message-key={messageKey}
      aria-labelledby={headingId}
      aria-posinset={props.position}
      aria-setsize={props.setSize}
      aria-busy={message === undefined}
      tabIndex={-1}
    >
      <header>
        <h2 id={headingId} aria-label={isHidden ? undefined : `${speaker}, message ${props.number}`}>
          {isHidden ? (
            <button
              type="button"
              className="hidden-fold"
              aria-expanded={!isFolded}
              onClick={() => props.onToggleHidden(messageKey)}
            >
              <ChevronRight aria-hidden />
              {foldedName(role, props.sourceName)}
            </button>
          ) : (
            <bdi>{speaker}</bdi>
          )}
        </h2>
        {!isFolded && <TurnFacts {...props} />}
        <button
          type="button"
          className="turn-more"
          aria-label={isHidden ? 'Actions for this hidden message' : `Actions for message ${props.number}`}
          aria-haspopup="menu"
          title="Actions"
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            props.onMenu(messageKey, { x: box.left, y: box.bottom })
          }}
        >
          <Ellipsis aria-hidden />
        </button>
        <VersionSwitch
          version={version}
          count={versionCount}
          onStep={(step) => props.onStep(messageKey, step)}
        />
      </header>
      {!isFolded && <TurnContent {...props} />}
      {props.noteOn(messageKey, () => focusMessage(messageKey))}
    </article>
  )
})

function focusMessage(messageKey: number): void {
  useViewer.getState().wishFocus({ messageKey, on: 'message', mayScroll: false })
}

function TurnFacts({ message, isHidden, number, previousTime }: Props) {
  const time = message?.createdAt ?? null
  return (
    <>
      <span className="turn-facts">
        {!isHidden && <span aria-hidden>{number}</span>}
        {message?.model && <bdi>{message.model}</bdi>}
        {time !== null && (
          <time dateTime={new Date(time).toISOString()} title={fullTime(time)}>
            {turnTime(time, previousTime)}
          </time>
        )}
      </span>
      {message?.isError && <span className="badge bad">Error</span>}
      {message?.isUnfinished && (
        <span className="badge" title="The answer was stopped before it was complete.">
          Unfinished
        </span>
      )}
    </>
  )
}

function TurnContent({ message, words, isGoal, pages, expectedHeight }: Props) {
  if (message === undefined) {
    return (
      <div className="body is-waiting" aria-hidden style={{ minHeight: expectedHeight }}>
        <i />
        <i />
        <i />
      </div>
    )
  }
  if (message === null) return <p className="turn-note">This message is no longer in the archive.</p>
  if (message.parts.length === 0) return <p className="turn-note">This message is empty.</p>
  return <TurnBody message={message} words={words} isGoal={isGoal} pages={pages} />
}
