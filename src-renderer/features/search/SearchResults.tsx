/**
 * What was found, grouped by conversation: a virtual list. Arrow keys walk over conversations, hits and “N more” alike;
 * Enter opens, and scrolling to the end brings the next page.
 */
import { ChevronDown, ChevronRight, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { countText } from '../../ui/counts.ts'
import { placeAfter } from '../../ui/list-keys.ts'
import { Marked } from '../../ui/Marked.tsx'
import { SourceBadge } from '../../ui/SourceBadge.tsx'
import { NoResults, SearchFailed } from './NoResults.tsx'
import { firstLine, isFolded, type ResultGroup, type ResultLine, resultLines } from './results.ts'
import { ResultsHead } from './ResultsHead.tsx'
import { isShownAnswered } from './search.ts'
import { activateLine, fold, foldGroup, loadNextPage, unfold, useSearch } from './search-store.ts'
import { SearchHitLine } from './SearchHitLine.tsx'
import { useResultsScroll } from './use-results-scroll.ts'

/** The next page is asked for when so many lines are left. */
const linesAhead = 20

type Props = {
  /** Where the query is typed. */
  fieldRef: RefObject<HTMLInputElement | null>
  listRef: RefObject<HTMLDivElement | null>
  sourceNameOf: (source: string) => string
  /** What can be done with all that was found. */
  tools: ReactNode
  onOpen: (line: ResultLine) => void
  /** Called when Up leaves the first line, and for Escape. */
  onLeaveUp: () => void
}

export function SearchResults({ fieldRef, tools, ...props }: Props) {
  const failure = useSearch((state) => state.failure)
  const results = useSearch((state) => state.results)
  const isAnswered = useSearch(isShownAnswered)
  const isLong = useSearch((state) => state.results?.question.context === 'long')
  return (
    <div className={isLong ? 'results is-long' : 'results'} aria-busy={!isAnswered}>
      <ResultsHead fieldRef={fieldRef} sourceNameOf={props.sourceNameOf} tools={tools} />
      {failure !== null ? (
        <SearchFailed failure={failure} />
      ) : results?.groups.length === 0 ? (
        <NoResults results={results} />
      ) : (
        <ResultList {...props} />
      )}
    </div>
  )
}

function ResultList({ listRef, sourceNameOf, onOpen, onLeaveUp }: Omit<Props, 'fieldRef' | 'tools'>) {
  const results = useSearch((state) => state.results)
  const active = useSearch((state) => state.active)
  const scroller = useRef<HTMLDivElement>(null)
  const folding = useSearch((state) => state.folding)
  const lines = useMemo(() => resultLines(results, folding), [results, folding])
  const virtualizer = useResultsScroll(lines, results?.question ?? null, scroller)
  const rows = virtualizer.getVirtualItems()
  const activePlace = active === null ? -1 : lines.findIndex((line) => line.id === active)

  const lastDrawn = rows.at(-1)?.index ?? -1
  const next = results?.next ?? null
  useEffect(() => {
    if (next !== null && lastDrawn >= lines.length - linesAhead) void loadNextPage()
  }, [next, lastDrawn, lines])

  // What is opened from elsewhere, by F3, is to be seen here too.
  const shownActive = useRef(active)
  useEffect(() => {
    if (active === shownActive.current) return
    shownActive.current = active
    if (activePlace >= 0) virtualizer.scrollToIndex(activePlace, { align: 'auto' })
  }, [active, activePlace, virtualizer])

  const goTo = (place: number): void => {
    const line = lines[place]
    if (line === undefined) return
    activateLine(line.id)
    virtualizer.scrollToIndex(place, { align: 'auto' })
  }
  const open = (line: ResultLine): void => {
    activateLine(line.id)
    if (line.kind === 'more') void unfold(line.group.conversation.id)
    else onOpen(line)
  }

  const isLineFolded = ({ group }: ResultLine): boolean => isFolded(folding, group.conversation.id)

  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[activePlace]
    const page = Math.max(rows.length - 16, 4)
    const place = placeAfter(event.key, activePlace, lines.length, page)
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && activePlace <= 0)) onLeaveUp()
    else if (place !== null && !event.altKey) goTo(place)
    else if ((event.key === 'Enter' || event.key === ' ') && line !== undefined) open(line)
    else if (event.key === 'ArrowRight' && line?.kind === 'more') open(line)
    else if (event.key === 'ArrowRight' && line !== undefined && isLineFolded(line)) {
      foldGroup(line.group.conversation.id)
    } else if (event.key === 'ArrowLeft' && line !== undefined && line.group.unfolded !== null) {
      fold(line.group.conversation.id)
      activateLine(`conversation-${line.group.conversation.id}`)
    } else if (event.key === 'ArrowLeft' && line !== undefined && !isLineFolded(line)) {
      foldGroup(line.group.conversation.id)
    } else return
    event.preventDefault()
  }

  return (
    <div className="results-scroll" ref={scroller}>
      <div
        ref={listRef}
        className="results-list"
        role="listbox"
        aria-label="Search results"
        aria-activedescendant={activePlace < 0 ? undefined : (active ?? undefined)}
        tabIndex={0}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={() => activePlace < 0 && activateLine(firstLine(lines)?.id ?? null)}
      >
        {rows.map(({ index, start, key }) => {
          const line = lines[index]
          if (line === undefined) return null
          return (
            <div
              key={key}
              id={line.id}
              ref={virtualizer.measureElement}
              data-index={index}
              role="option"
              className={`result-${line.kind}`}
              style={{ transform: `translateY(${start}px)` }}
              aria-selected={index === activePlace}
              aria-posinset={index + 1}
              aria-setsize={next === null ? lines.length : -1}
              onClick={() => open(line)}
            >
              <Line line={line} isFolded={isLineFolded(line)} sourceNameOf={sourceNameOf} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

type LineProps = {
  line: ResultLine
  isFolded: boolean
  sourceNameOf: (source: string) => string
}

function Line({ line, isFolded: isLineFolded, sourceNameOf }: LineProps) {
  const { group } = line
  switch (line.kind) {
    case 'conversation':
      return (
        <>
          <FoldMark group={group} isFolded={isLineFolded} />
          <span className="result-title" dir="auto">
            <Marked pieces={group.title} />
          </span>
          <SourceBadge name={sourceNameOf(group.conversation.source)} />
          <BranchCount branches={group.conversation.branches} />
          {group.messagesHit > 0 && (
            <span className="result-count" title={`${hitsText(group)} in messages`}>
              <span aria-hidden>{hitCount(group)}</span>
              <span className="visually-hidden">
                , {hitsText(group)}
                {isLineFolded ? ', folded' : ''}
              </span>
            </span>
          )}
        </>
      )
    case 'hit':
      return <SearchHitLine hit={line.hit} />
    case 'more':
      return <MoreLine line={line} />
  }
}

/** Folds and unfolds for the pointer, as Left and Right do for the keyboard. */
function FoldMark({ group, isFolded: isGroupFolded }: { group: ResultGroup; isFolded: boolean }) {
  const Mark = isGroupFolded ? ChevronRight : ChevronDown
  return (
    <span
      className="result-fold"
      aria-hidden
      title={isGroupFolded ? 'Show its hits' : 'Hide its hits'}
      onClick={(event) => {
        event.stopPropagation()
        foldGroup(group.conversation.id)
      }}
    >
      <Mark />
    </span>
  )
}

/** `12`, or `12+` where there may be more. */
function hitCount({ messagesHit, isCountExact }: ResultGroup): string {
  return countText(messagesHit) + (isCountExact ? '' : '+')
}

function hitsText(group: ResultGroup): string {
  return `${hitCount(group)} ${group.messagesHit === 1 ? 'hit' : 'hits'}`
}

function MoreLine({ line }: { line: ResultLine & { readonly kind: 'more' } }) {
  const { group, count } = line
  const isSure = group.isCountExact || group.unfolded !== null
  const what =
    group.hits.length === 0 && group.unfolded === null ? 'in its messages' : 'more in this conversation'
  return (
    <>
      {group.unfolded === null ? <ChevronDown aria-hidden /> : <ChevronUp aria-hidden />}
      {countText(count)}
      {isSure ? '' : '+'} {what}
    </>
  )
}
