/** The branches of the conversation as a tree that can be walked with the arrow keys and shows what it is asked for. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import { speakerOf } from '@shared/render/turn.ts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Columns2, Diamond } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { KeyboardEvent } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { lineOfPlace, lineState, outlineOf } from './branch-outline.ts'
import type { Outline } from './branch-outline.ts'
import { previewOf } from './message-words.ts'
import { branchNumber, branchTotal, leafThrough, roleOf } from './reading-tree.ts'
import type { ReadingTree } from './reading-tree.ts'
import { moveInTree } from './tree-keys.ts'
import type { ConversationView } from './use-conversation.ts'
import { useViewer } from './viewer-store.ts'

type Props = {
  view: ConversationView
  /** The last message of the branch shown. */
  leaf: number
  /** The place of every message on that branch, -1 for the others. */
  places: Int32Array
}

const lineHeight = 26
/** Deeper lines are not moved further in: the panel is narrow. */
const deepest = 7

export function BranchTree({ view, leaf, places }: Props) {
  const { reading, messages } = view
  useSyncExternalStore(messages.subscribe, messages.version)
  const toggledRuns = useViewer((state) => state.toggledRuns)
  const outline = useMemo(
    () => outlineOf(reading, (index) => (places[index] ?? -1) >= 0, toggledRuns),
    [reading, places, toggledRuns],
  )
  const reached = useViewer((state) => state.place)
  const here = useMemo(() => lineOfPlace(outline, places, reached), [outline, places, reached])
  const [chosenLine, setActive] = useState<number | null>(null)
  const active = Math.min(chosenLine ?? Math.max(0, here), outline.size - 1)
  const scroller = useRef<HTMLDivElement>(null)
  const treeId = useId()
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: outline.size,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 10,
  })
  const lines = virtualizer.getVirtualItems()
  const [first, last] = [lines[0]?.index ?? 0, lines.at(-1)?.index ?? -1]

  useEffect(() => {
    const keys = Array.from(
      outline.messages.subarray(first, last + 1),
      (index) => reading.spine.keys[index] ?? -1,
    )
    void messages.load(keys)
  }, [outline, reading, messages, first, last])

  const lineInSight = chosenLine ?? here
  useEffect(() => {
    if (lineInSight >= 0) virtualizer.scrollToIndex(lineInSight, { align: 'auto' })
  }, [virtualizer, lineInSight])

  const show = (line: number): void => {
    const index = outline.messages[line] ?? -1
    const messageKey = reading.spine.keys[index]
    const leafKey = reading.spine.keys[leafThrough(reading, index, leaf)]
    if (messageKey === undefined || leafKey === undefined) return
    useViewer.getState().goTo(leafKey, { messageKey, words: [] })
  }

  const toggle = (line: number): void => {
    useViewer.getState().toggleRun(outline.messages[line] ?? -1)
  }

  const handleKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = moveInTree(outline, active, event.key)
    if (move === null) return
    event.preventDefault()
    if (move.kind === 'to') setActive(move.line)
    else if (move.kind === 'toggle') toggle(active)
    else show(active)
  }

  const total = branchTotal(reading)
  return (
    <>
      <div className="side-summary">
        <p>
          {total < 2
            ? 'One branch: nothing was asked or answered twice.'
            : `${counted(total, 'branch', 'branches')} · showing ${countText(branchNumber(reading, leaf))}`}
        </p>
        {total > 1 && (
          <button
            type="button"
            className="button small"
            onClick={() => useViewer.getState().compare({ messageKey: null })}
          >
            <Columns2 aria-hidden />
            Compare…
          </button>
        )}
      </div>
      <div
        ref={scroller}
        className="branch-tree"
        role="tree"
        aria-label="Branches"
        tabIndex={0}
        aria-activedescendant={`${treeId}-${active}`}
        onKeyDown={handleKey}
        onBlur={() => setActive(null)}
      >
        <div role="none" style={{ height: virtualizer.getTotalSize() }}>
          {lines.map(({ index: line, start }) => (
            <Line
              key={line}
              id={`${treeId}-${line}`}
              outline={outline}
              line={line}
              top={start}
              reading={reading}
              message={messages.get(reading.spine.keys[outline.messages[line] ?? -1] ?? -1)}
              isShown={(places[outline.messages[line] ?? -1] ?? -1) >= 0}
              isHere={line === here}
              isActive={line === active}
              onShow={() => {
                setActive(line)
                show(line)
              }}
              onToggle={() => toggle(line)}
            />
          ))}
        </div>
      </div>
    </>
  )
}

type LineProps = {
  id: string
  outline: Outline
  line: number
  top: number
  reading: ReadingTree
  message: ShownMessage | null | undefined
  /** On the branch that is shown. */
  isShown: boolean
  /** Where the reader is. */
  isHere: boolean
  /** What the keys act on. */
  isActive: boolean
  onShow: () => void
  onToggle: () => void
}

function Line({
  outline,
  line,
  reading,
  message,
  isShown,
  isHere,
  isActive,
  onShow,
  onToggle,
  id,
  top,
}: LineProps) {
  const index = outline.messages[line] ?? -1
  const level = outline.levels[line] ?? 1
  const run = outline.runLengths[line] ?? 0
  const state = outline.states[line] ?? lineState.plain
  const versions = reading.versionCounts[index] ?? 1
  const version = `${reading.versions[index]}/${versions}`
  const classes = ['branch-line', isShown && 'is-shown', isHere && 'is-here', isActive && 'is-active']
  return (
    <div
      id={id}
      role="treeitem"
      className={classes.filter(Boolean).join(' ')}
      style={{
        transform: `translateY(${top}px)`,
        paddingInlineStart: 2 + (Math.min(level, deepest) - 1) * 11,
      }}
      aria-level={level}
      aria-posinset={outline.positions[line]}
      aria-setsize={outline.setSizes[line]}
      aria-selected={isHere}
      {...(state === lineState.plain ? {} : { 'aria-expanded': state === lineState.unfolded })}
      onClick={onShow}
    >
      <Twisty state={state} onToggle={onToggle} />
      {run > 0 ? (
        <span className="branch-text">⋯ {countText(run)} more</span>
      ) : (
        <>
          <span className="branch-text">
            {reading.spine.hidden[index] !== 1 && (
              <span className="branch-number">{reading.numbers[index]}</span>
            )}
            <span className="visually-hidden">
              {' '}
              {speakerOf({ role: roleOf(reading, index), sender: null })}:{' '}
            </span>
            <bdi>{message ? previewOf(message) : '…'}</bdi>
          </span>
          {versions > 1 && (
            <span className="branch-version">
              {isShown && <Diamond aria-label="shown" />}
              <span className="visually-hidden">version </span>
              {version}
            </span>
          )}
        </>
      )}
    </div>
  )
}

function Twisty({ state, onToggle }: { state: number; onToggle: () => void }) {
  if (state === lineState.plain) return <i className="twisty" aria-hidden />
  // Not a button: the tree item says whether it is expanded, and its arrow keys do the same.
  return (
    <i
      className={state === lineState.unfolded ? 'twisty is-unfolded' : 'twisty is-folded'}
      aria-hidden
      onClick={(event) => {
        event.stopPropagation()
        onToggle()
      }}
    />
  )
}
