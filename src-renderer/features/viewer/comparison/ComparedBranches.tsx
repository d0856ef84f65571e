/** Two branches in two columns: what they share in one line, then turn against turn, and the way from difference to difference. */
import { Dialog } from '@base-ui/react/dialog'
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { comparisonShortcuts, shortcutFor } from '@shared/shortcuts/shortcuts.ts'
import { ChevronDown, ChevronUp } from 'lucide-react'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { counted, countText } from '../../../ui/counts.ts'
import { isMac } from '../../../ui/platform.ts'
import { shortcutText } from '../../../ui/shortcut-keys.ts'
import { previewOf } from '../message-words.ts'
import { keysOf, roleOf } from '../reading-tree.ts'
import type { ConversationView } from '../use-conversation.ts'
import { useViewer } from '../viewer-store.ts'
import { branchName, isComparable, pairsOf, partingOf } from './branch-pairs.ts'
import type { BranchPair } from './branch-pairs.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { ComparedPair } from './ComparedPair.tsx'
import { differenceNumber, diffOf, stepDifference } from './differences.ts'
import type { Difference } from './differences.ts'
import { useBranchFacts } from './use-branch-facts.ts'
import type { WordDiff } from './word-diff.ts'

type Props = {
  view: ConversationView
  /** The last messages of the two branches, and of the one that the reader shows. */
  left: number
  right: number
  shownLeaf: number
  /** What scrolls. */
  page: RefObject<HTMLDivElement | null>
  /** The button that closes the dialog. */
  closing: ReactNode
  onChoose: (side: 'left' | 'right', leaf: number) => void
  onShow: (leafKey: number, messageKey: number) => void
}

/** Pairs that are drawn at first, and again each time more are wanted. */
const pairStep = 20

export function ComparedBranches({ view, left, right, shownLeaf, page, closing, onChoose, onShow }: Props) {
  const { reading, messages } = view
  const version = useSyncExternalStore(messages.subscribe, messages.version)
  const showsHidden = useViewer((state) => state.showsHidden)
  const parting = useMemo(
    () => partingOf(reading, left, right, showsHidden),
    [reading, left, right, showsHidden],
  )
  const pairs = useMemo(() => pairsOf(parting, (index) => roleOf(reading, index)), [parting, reading])
  const [shownPairs, setShownPairs] = useState(pairStep)
  const rows = useMemo(
    () => pairs.slice(0, shownPairs).map((pair) => rowOf(view, pair, version)),
    [pairs, shownPairs, view, version],
  )
  useEffect(() => {
    const wanted = pairs.slice(0, shownPairs).flatMap((pair) => [pair.left, pair.right])
    void messages.load(keysOf(reading, [...wanted, ...parting.shared.slice(-1)]))
  }, [messages, reading, pairs, shownPairs, parting])

  const counts = rows.map((row) => row.differences)
  const total = counts.reduce((sum, count) => sum + count, 0)
  const [current, setCurrent] = useState<Difference | null>(null)
  const hasMore = pairs.length > shownPairs
  const step = (by: 1 | -1): void => {
    const next = stepDifference(counts, current, by)
    if (next !== null) setCurrent(next)
    else if (by === 1 && hasMore) setShownPairs(shownPairs + pairStep)
  }
  useEffect(() => {
    const row = current && page.current?.querySelector(`[data-row="${current.row}"]`)
    const mark = row?.querySelector(`[data-change="${current?.change}"]`) ?? row
    mark?.scrollIntoView({ block: 'center' })
  }, [current, page])
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    // What opens from a field bubbles here though it stands elsewhere.
    if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return
    const command = shortcutFor(comparisonShortcuts, event.nativeEvent, isMac)
    if (command === null) return
    event.preventDefault()
    event.stopPropagation()
    step(command === 'next-difference' ? 1 : -1)
  }

  const [leftFacts, rightFacts] = [useBranchFacts(view, parting.left), useBranchFacts(view, parting.right)]
  const [leftName, rightName] = [branchName(reading, left), branchName(reading, right)]
  const choose = (side: 'left' | 'right', leaf: number): void => {
    // What was gone to and how much is shown belong to the two before.
    setCurrent(null)
    setShownPairs(pairStep)
    onChoose(side, leaf)
  }
  const show = (leaf: number, own: readonly number[]): void => {
    const [leafKey, messageKey] = keysOf(reading, [leaf, own[0] ?? leaf])
    if (leafKey !== undefined && messageKey !== undefined) onShow(leafKey, messageKey)
  }
  const lastShared = messages.get(keysOf(reading, parting.shared.slice(-1))[0] ?? -1)
  return (
    <div className="comparison-frame" onKeyDownCapture={handleKey}>
      <header className="comparison-top">
        <Dialog.Title className="dialog-title">Compare branches</Dialog.Title>
        <p role="status">{statusOf(counts, current, total, hasMore)}</p>
        <StepButton by={-1} isEnd={stepDifference(counts, current, -1) === null} onStep={step} />
        <StepButton by={1} isEnd={!hasMore && stepDifference(counts, current, 1) === null} onStep={step} />
        {closing}
      </header>
      <div ref={page} className="comparison-page" role="region" aria-label="The two branches" tabIndex={0}>
        <p className="comparison-shared">
          <strong>
            {parting.shared.length === 0
              ? 'They differ from the first message on'
              : `${counted(parting.shared.length, 'message')} in common`}
          </strong>
          {lastShared && <bdi> · {previewOf(lastShared)}</bdi>}
        </p>
        <div className="comparison-heads">
          <ColumnHead
            reading={reading}
            side="Left"
            leaf={left}
            isShown={left === shownLeaf}
            count={parting.left.length}
            facts={leftFacts}
            onChoose={(leaf) => choose('left', leaf)}
            onShow={() => show(left, parting.left)}
          />
          <ColumnHead
            reading={reading}
            side="Right"
            leaf={right}
            isShown={right === shownLeaf}
            count={parting.right.length}
            facts={rightFacts}
            onChoose={(leaf) => choose('right', leaf)}
            onShow={() => show(right, parting.right)}
          />
        </div>
        {rows.map(({ pair, ...row }, place) => (
          <ComparedPair
            key={`${pair.left} ${pair.right}`}
            reading={reading}
            row={place}
            pair={pair}
            left={row.left}
            right={row.right}
            leftName={leftName}
            rightName={rightName}
            diff={row.diff}
            remark={row.remark}
            current={current?.row === place ? current.change : null}
          />
        ))}
        {messages.failure !== null && (
          <p className="compared-note" role="alert">
            Some messages could not be read. {messages.failure.message}
          </p>
        )}
        {hasMore && (
          <p className="comparison-more">
            <button type="button" className="button" onClick={() => setShownPairs(shownPairs + pairStep)}>
              Show more ({countText(pairs.length - shownPairs)} left)
            </button>
          </p>
        )}
      </div>
    </div>
  )
}

type StepProps = { by: 1 | -1; isEnd: boolean; onStep: (by: 1 | -1) => void }

function StepButton({ by, isEnd, onStep }: StepProps) {
  const { label, Icon, shortcut } =
    by === 1
      ? { label: 'Next difference', Icon: ChevronDown, shortcut: comparisonShortcuts['next-difference'] }
      : {
          label: 'Previous difference',
          Icon: ChevronUp,
          shortcut: comparisonShortcuts['previous-difference'],
        }
  return (
    <button
      type="button"
      className="button icon"
      aria-label={label}
      title={`${label} (${shortcutText(shortcut)})`}
      // Not `disabled`: a button that is stepped to its end would lose the focus.
      aria-disabled={isEnd}
      onClick={() => onStep(by)}
    >
      <Icon aria-hidden />
    </button>
  )
}

interface Row {
  readonly pair: BranchPair
  readonly left: ShownMessage | null | undefined
  readonly right: ShownMessage | null | undefined
  readonly diff: WordDiff | null
  readonly remark: string
  readonly differences: number
}

/** What is known of a pair; `version` is that of the cache, whose messages come and go. */
function rowOf({ reading, messages }: ConversationView, pair: BranchPair, _version: number): Row {
  const [left, right] = [pair.left, pair.right].map((index) => messages.get(reading.spine.keys[index] ?? -1))
  const row = { pair, left, right, diff: null, remark: '' }
  if (!isComparable(reading, pair)) return { ...row, differences: 1 }
  if (!left || !right) return { ...row, differences: 0 }
  const diff = diffOf(left, right)
  if (diff === null) {
    return { ...row, remark: 'Too long and too different for single words to be marked', differences: 1 }
  }
  const remark = diff.changes === 0 ? 'The same words on both sides' : ''
  return { ...row, diff, remark, differences: diff.changes }
}

function statusOf(
  counts: readonly number[],
  current: Difference | null,
  total: number,
  hasMore: boolean,
): string {
  const all = hasMore ? `${countText(total)} so far` : countText(total)
  if (current !== null) return `Difference ${countText(differenceNumber(counts, current))} of ${all}`
  return hasMore ? `${counted(total, 'difference')} so far` : counted(total, 'difference')
}
