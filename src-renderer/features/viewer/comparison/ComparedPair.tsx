/** Two messages beside each other, with the words marked that only one of them has. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { speakerOf } from '@shared/render/turn.ts'
import { memo } from 'react'
import { roleOf } from '../reading-tree.ts'
import type { ReadingTree } from '../reading-tree.ts'
import type { BranchPair } from './branch-pairs.ts'
import { comparedText, mostCharacters } from './differences.ts'
import type { WordDiff, WordPiece } from './word-diff.ts'

type Props = {
  reading: ReadingTree
  row: number
  pair: BranchPair
  /** Undefined while it is being fetched, null when it is gone. */
  left: ShownMessage | null | undefined
  right: ShownMessage | null | undefined
  leftName: string
  rightName: string
  /** Null where the words are not compared. */
  diff: WordDiff | null
  /** Said of the pair as a whole; empty where the marks say it. */
  remark: string
  /** The difference of this pair that was gone to; null for none. */
  current: number | null
}

export const ComparedPair = memo(function ComparedPair(props: Props) {
  const { reading, row, pair, left, right, leftName, rightName, diff, remark, current } = props
  // Without marks the pair as a whole is what can be gone to.
  const isCurrent = diff === null && current !== null
  return (
    <div className={isCurrent ? 'compared-pair is-current' : 'compared-pair'} data-row={row}>
      {remark !== '' && <p className="compared-remark">{remark}</p>}
      <ComparedMessage
        reading={reading}
        index={pair.left}
        message={left}
        branch={leftName}
        pieces={diff?.left ?? null}
        mark="del"
        current={current}
      />
      <ComparedMessage
        reading={reading}
        index={pair.right}
        message={right}
        branch={rightName}
        pieces={diff?.right ?? null}
        mark="ins"
        current={current}
      />
    </div>
  )
})

type MessageProps = {
  reading: ReadingTree
  /** -1 where the branch has no message here. */
  index: number
  message: ShownMessage | null | undefined
  branch: string
  pieces: readonly WordPiece[] | null
  mark: 'del' | 'ins'
  current: number | null
}

function ComparedMessage({ reading, index, message, branch, pieces, mark, current }: MessageProps) {
  if (index < 0) {
    return (
      <div className="compared-message is-missing">
        <p className="compared-note">
          <span className="compared-branch">{branch}: </span>no message here
        </p>
      </div>
    )
  }
  const role = roleOf(reading, index)
  const isHidden = reading.spine.hidden[index] === 1
  return (
    <div className={`compared-message ${role}`} aria-busy={message === undefined}>
      <h4>
        <bdi>{speakerOf({ role, sender: message?.sender ?? null })}</bdi>
        <span className="compared-number">
          {isHidden ? 'hidden' : <>{reading.numbers[index]}</>}
          <span className="compared-branch"> · {branch}</span>
        </span>
      </h4>
      <ComparedText message={message} pieces={pieces} mark={mark} current={current} />
    </div>
  )
}

function ComparedText({
  message,
  pieces,
  mark,
  current,
}: Pick<MessageProps, 'message' | 'pieces' | 'mark' | 'current'>) {
  if (message === undefined) return <p className="compared-note">Reading…</p>
  if (message === null) return <p className="compared-note">This message is no longer in the archive.</p>
  const text = comparedText(message)
  if (text === '') return <p className="compared-note">This message has no text.</p>
  return (
    <>
      <div className="compared-text" dir="auto">
        {pieces === null ? text : <MarkedPieces pieces={pieces} mark={mark} current={current} />}
      </div>
      {text.length === mostCharacters && (
        <p className="compared-note">Only the beginning of this message is compared: it is very long.</p>
      )}
    </>
  )
}

function MarkedPieces({
  pieces,
  mark: Mark,
  current,
}: { pieces: readonly WordPiece[] } & Pick<MessageProps, 'mark' | 'current'>) {
  let start = 0
  return pieces.map(({ text, change }) => {
    const key = start
    start += text.length
    if (change === null) return text
    return (
      <Mark key={key} data-change={change} {...(change === current ? { className: 'is-current' } : {})}>
        {text}
      </Mark>
    )
  })
}
