/** The messages of the shown branch as a feed: only what is in view is drawn, at heights guessed first and measured then. */
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { MouseEvent } from 'react'
import type { MenuPlace } from '../../ui/ActionMenu.tsx'
import { useFind } from './find-store.ts'
import { HitRail } from './HitRail.tsx'
import { MessageMenu, type OpenedMenu } from './MessageMenu.tsx'
import { MessagePages } from './message-pages.ts'
import { handleReadingClick } from './reading-clicks.ts'
import { indexOfKey, roleOf } from './reading-tree.ts'
import type { ReadingTree } from './reading-tree.ts'
import type { ReaderDesk } from './reader-desk.ts'
import { turnFrame } from './transcript-layout.ts'
import { Turn } from './Turn.tsx'
import { keysAround } from './use-conversation.ts'
import type { ConversationView } from './use-conversation.ts'
import { useTranscriptCommands } from './use-transcript-commands.ts'
import { useDestination, useTranscriptScroll } from './use-transcript-scroll.ts'
import type { TranscriptScroll } from './use-transcript-scroll.ts'
import { isFolded, useViewer } from './viewer-store.ts'
import type { Destination } from './viewer-store.ts'
import type { SoughtWord } from '../../ui/find-words.ts'

type Props = {
  view: ConversationView
  /** The messages of the shown branch, by index. */
  path: Int32Array
  /** The place of every message on that path, -1 for the others. */
  places: Int32Array
  sourceName: string
  desk: ReaderDesk
  /** Says something to those who cannot see it. */
  announce: (text: string) => void
}

const noWords: readonly SoughtWord[] = []
/** Messages are fetched in steps of this many, this many ahead of what is drawn. */
const fetchStep = 30

export function Transcript({ view, path, places, sourceName, desk, announce }: Props) {
  const { reading, messages } = view
  useSyncExternalStore(messages.subscribe, messages.version)
  const [pages] = useState(() => new MessagePages())
  const destination = useViewer((state) => state.destination)
  const focusKey = useViewer((state) => state.focusKey)
  const placeOfKey = useCallback(
    (key: number | null): number => (key === null ? -1 : (places[indexOfKey(reading, key)] ?? -1)),
    [places, reading],
  )
  const focusPlace = useMemo(() => placeOfKey(focusKey), [placeOfKey, focusKey])
  const destinationPlace = useMemo(
    () => placeOfKey(destination?.messageKey ?? null),
    [placeOfKey, destination],
  )
  useUnfolded(reading, destination)
  const [menu, setMenu] = useState<OpenedMenu | null>(null)
  const openMenu = useCallback(
    (messageKey: number, place: MenuPlace) => setMenu({ isOpen: true, messageKey, place }),
    [],
  )
  const scroll = useTranscriptScroll({ reading, path, focusPlace, startPlace: Math.max(0, destinationPlace) })
  const commands = useTranscriptCommands({ view, path, focusPlace, scroll, announce, openMenu })
  const load = useCallback(
    (place: number) => messages.load(keysAround(reading, path, place - 10, place + fetchStep)),
    [messages, reading, path],
  )
  const pointedOut = useDestination(destination, destinationPlace, scroll, load)
  useFocusWish(scroll, placeOfKey)

  const { scroller, section, virtualizer, height, handleScroll } = scroll
  const rows = virtualizer.getVirtualItems()
  const from = Math.floor((section.start + (rows[0]?.index ?? 0)) / fetchStep - 1) * fetchStep
  const to = Math.ceil((section.start + (rows.at(-1)?.index ?? 0)) / fetchStep + 1) * fetchStep
  useEffect(() => {
    void messages.load(keysAround(reading, path, from, to))
  }, [messages, reading, path, from, to])

  const here = scroll.isInView(focusPlace) ? focusPlace : scroll.firstVisible
  useEffect(() => useViewer.getState().reach(here), [here])

  const handleClick = (event: MouseEvent): void =>
    handleReadingClick(event.nativeEvent, { openLink: commands.openLink, copyCode: commands.copyText })

  return (
    <div className="feed-frame">
      <div
        ref={scroller}
        className="feed"
        role="feed"
        aria-label="Messages"
        tabIndex={0}
        onScroll={handleScroll}
        onKeyDown={commands.handleKey}
        onClick={handleClick}
        onAuxClick={handleClick}
        onDragStart={(event) =>
          event.target instanceof Element && event.target.closest('a, img') && event.preventDefault()
        }
        onFocus={(event) => {
          const key = event.target.closest('article')?.dataset['messageKey']
          if (key !== undefined) useViewer.getState().focusMessage(Number(key))
        }}
      >
        <div className="feed-rows reading" style={{ height }}>
          {rows.map((row) => (
            <div
              // By message, not by the key of its height: a hidden message keeps the focus when it is unfolded.
              key={path[section.start + row.index] ?? -1}
              ref={virtualizer.measureElement}
              data-index={row.index}
              className="feed-row"
              style={{ transform: `translateY(${row.start}px)` }}
            >
              <TurnAt
                view={view}
                path={path}
                place={section.start + row.index}
                expectedHeight={row.size - turnFrame}
                sourceName={sourceName}
                desk={desk}
                pages={pages}
                words={destinationPlace === section.start + row.index ? (destination?.words ?? null) : null}
                pointedOut={pointedOut}
                onStep={commands.stepVersion}
                onMenu={openMenu}
              />
            </div>
          ))}
        </div>
        <SectionEdges scroll={scroll} count={path.length} />
        {messages.failure !== null && (
          <div className="feed-failure" role="alert">
            <span>Some messages could not be read. {messages.failure.message}</span>
            <button
              type="button"
              className="button small"
              onClick={() => void messages.load(keysAround(reading, path, from, to))}
            >
              Try again
            </button>
          </div>
        )}
      </div>
      <HitRail scroll={scroll} placeOfKey={placeOfKey} />
      <MessageMenu
        view={view}
        desk={desk}
        menu={menu}
        turnOf={scroll.turnOf}
        onCopy={commands.copyText}
        onClose={() => setMenu((opened) => opened && { ...opened, isOpen: false })}
      />
    </div>
  )
}

type TurnAtProps = Pick<Props, 'view' | 'path' | 'sourceName' | 'desk'> & {
  place: number
  expectedHeight: number
  pages: MessagePages
  /** What to mark where this is where the reader was led to; null elsewhere. */
  words: readonly SoughtWord[] | null
  pointedOut: number | null
  onStep: (messageKey: number, step: -1 | 1) => void
  onMenu: (messageKey: number, place: MenuPlace) => void
}

/** Gathers what a turn needs to know about the message at a place of the path. */
function TurnAt({
  view,
  path,
  place,
  expectedHeight,
  sourceName,
  desk,
  pages,
  words,
  pointedOut,
  onStep,
  onMenu,
}: TurnAtProps) {
  const { reading, messages } = view
  const index = path[place] ?? -1
  const key = reading.spine.keys[index] ?? -1
  const isHidden = reading.spine.hidden[index] === 1
  const isFoldedNow = useViewer((state) => isHidden && isFolded(state, key))
  const onToggleHidden = useViewer((state) => state.toggleHidden)
  const message = messages.get(key)
  const found = useFind((state) => (state.isOpen ? state.marks.get(key) : undefined))
  const previous = path[place - 1] ?? -1
  const previousKey = reading.spine.hidden[previous] === 1 ? undefined : reading.spine.keys[previous]
  return (
    <Turn
      messageKey={key}
      message={message}
      role={roleOf(reading, index)}
      isHidden={isHidden}
      isFolded={isFoldedNow}
      expectedHeight={message === undefined ? expectedHeight : 0}
      position={place + 1}
      setSize={path.length}
      number={reading.numbers[index] ?? 0}
      version={reading.versions[index] ?? 1}
      versionCount={reading.versionCounts[index] ?? 1}
      previousTime={previousKey === undefined ? undefined : messages.get(previousKey)?.createdAt}
      sourceName={sourceName}
      words={words ?? found ?? noWords}
      isGoal={words !== null}
      isPointedOut={pointedOut === key}
      pages={pages}
      onStep={onStep}
      onToggleHidden={onToggleHidden}
      onMenu={onMenu}
      noteOn={desk.noteOn}
    />
  )
}

/** Ways on where a conversation is too long to be laid out in one piece. */
function SectionEdges({ scroll, count }: { scroll: TranscriptScroll; count: number }) {
  const { start, end } = scroll.section
  if (start === 0 && end >= count) return null
  return (
    <div className="section-edges">
      {start > 0 && (
        <button type="button" className="button small" onClick={() => scroll.goToPlace(start - 1, 'end')}>
          Earlier messages
        </button>
      )}
      {end < count && (
        <button type="button" className="button small" onClick={() => scroll.goToPlace(end, 'start')}>
          Later messages
        </button>
      )}
    </div>
  )
}

/** Unfolds a hidden message that is gone to: what was found in it is to be seen. */
function useUnfolded(reading: ReadingTree, destination: Destination | null): void {
  useLayoutEffect(() => {
    if (destination === null) return
    const { messageKey } = destination
    const state = useViewer.getState()
    const isHidden = reading.spine.hidden[indexOfKey(reading, messageKey)] === 1
    if (isHidden && isFolded(state, messageKey)) state.toggleHidden(messageKey)
  }, [reading, destination])
}

/** Gives the keyboard's focus to the message that was wished for, as soon as it is drawn. */
function useFocusWish(scroll: TranscriptScroll, placeOfKey: (key: number) => number): void {
  const focusWish = useViewer((state) => state.focusWish)
  const done = useRef(focusWish)
  const { goToPlace, turnOf, scroller, section } = scroll
  useLayoutEffect(() => {
    if (focusWish === null || done.current === focusWish) return
    const place = placeOfKey(focusWish.messageKey)
    const turn = turnOf(focusWish.messageKey)
    if (place < 0) return
    if (turn === null) {
      if (place < section.start || place >= section.end) goToPlace(place, 'start')
      return
    }
    done.current = focusWish
    const step = { message: null, 'previous-version': '-1', 'next-version': '1' }[focusWish.on]
    const control = step === null ? turn : turn.querySelector<HTMLElement>(`[data-version-step="${step}"]`)
    control?.focus({ preventScroll: true })
    const view = scroller.current?.getBoundingClientRect()
    const box = turn.getBoundingClientRect()
    if (view === undefined) return
    if (box.top < view.top) goToPlace(place, 'start')
    else if (focusWish.mayScroll && box.bottom > view.bottom)
      goToPlace(place, box.height > view.height ? 'start' : 'end')
  }, [focusWish, placeOfKey, goToPlace, turnOf, scroller, section])
}
