/**
 * What was found, grouped by conversation: a virtual list. Arrow keys walk over conversations, hits and “N more” alike;
 * Enter opens, and scrolling to the end brings the next page.
 */
import { ChevronDown, ChevronUp } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useMemo, useRef } from 'react'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { countText } from '../../ui/counts.ts'
import { placeAfter } from '../../ui/list-keys.ts'
import { Marked } from '../../ui/Marked.tsx'
import { SourceBadge } from '../../ui/SourceBadge.tsx'
import { NoResults, SearchFailed } from './NoResults.tsx'
import { firstLine, type ResultLine, resultLines } from './results.ts'
import { ResultsHead } from './ResultsHead.tsx'
import { isShownAnswered } from './search.ts'
import { activateLine, fold, loadNextPage, unfold, useSearch } from './search-store.ts'
import { SearchHitLine } from './SearchHitLine.tsx'
import { useResultsScroll } from './use-results-scroll.ts'

/** The next page is asked for when so many lines are left. */
const linesAhead = 20

type Props = {
  listRef: RefObject<HTMLDivElement | null>
  sourceNameOf: (source: string) => string
  /** What can be done with all that was found. */
  tools: ReactNode
  onOpen: (line: ResultLine) => void
  /** Called when Up leaves the first line, and for Escape. */
  onLeaveUp: () => void
}

export function SearchResults({ tools, ...props }: Props) {
  const failure = useSearch((state) => state.failure)
  const results = useSearch((state) => state.results)
  const isAnswered = useSearch(isShownAnswered)
  return (
    <div className="results" aria-busy={!isAnswered}>
      <ResultsHead tools={tools} />
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

function ResultList({ listRef, sourceNameOf, onOpen, onLeaveUp }: Omit<Props, 'tools'>) {
  const results = useSearch((state) => state.results)
  const active = useSearch((state) => state.active)
  const scroller = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => resultLines(results), [results])
  const virtualizer = useResultsScroll(lines, results?.question ?? null, scroller)
  const rows = virtualizer.getVirtualItems()
  const activePlace = active === null ? -1 : lines.findIndex((line) => line.id === active)

  const lastDrawn = rows.at(-1)?.index ?? -1
  const next = results?.next ?? null
  useEffect(() => {
    if (next !== null && lastDrawn >= lines.length - linesAhead) void loadNextPage()
  }, [next, lastDrawn, lines.length])

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

  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[activePlace]
    const page = Math.max(rows.length - 16, 4)
    const place = placeAfter(event.key, activePlace, lines.length, page)
    if (event.key === 'Escape' || (event.key === 'ArrowUp' && activePlace <= 0)) onLeaveUp()
    else if (place !== null && !event.altKey) goTo(place)
    else if ((event.key === 'Enter' || event.key === ' ') && line !== undefined) open(line)
    else if (event.key === 'ArrowRight' && line?.kind === 'more') open(line)
    else if (event.key === 'ArrowLeft' && line !== undefined && line.group.unfolded !== null) {
      fold(line.group.conversation.id)
      activateLine(`conversation-${line.group.conversation.id}`)
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
              <Line line={line} sourceNameOf={sourceNameOf} />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function Line({ line, sourceNameOf }: { line: ResultLine; sourceNameOf: (source: string) => string }) {
  const { group } = line
  switch (line.kind) {
    case 'conversation':
      return (
        <>
          <span className="result-title" dir="auto">
            <Marked pieces={group.title} />
          </span>
          <SourceBadge name={sourceNameOf(group.conversation.source)} />
          <BranchCount branches={group.conversation.branches} />
        </>
      )
    case 'hit':
      return <SearchHitLine hit={line.hit} />
    case 'more':
      return <MoreLine line={line} />
  }
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
