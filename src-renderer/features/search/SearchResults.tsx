/** What was found, grouped by conversation. Arrow keys walk over conversations and hits alike; Enter opens. */
import type { SearchGroup } from '@shared/contract/search.ts'
import { SearchX } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { BranchCount } from '../../ui/BranchCount.tsx'
import { counted } from '../../ui/counts.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Marked } from '../../ui/Marked.tsx'
import { SourceBadge } from '../../ui/SourceBadge.tsx'
import { canShowMore, firstLine, type ResultLine, resultLines } from './search.ts'
import { activateLine, clearSearch, showMore, useSearch } from './search-store.ts'
import { SearchCount } from './SearchCount.tsx'
import { SearchHitLine } from './SearchHitLine.tsx'

type Props = {
  listRef: RefObject<HTMLDivElement | null>
  sourceNameOf: (source: string) => string
  onOpen: (line: ResultLine) => void
  /** Called when Up leaves the first line, and for Escape. */
  onLeaveUp: () => void
}

export function SearchResults({ listRef, sourceNameOf, onOpen, onLeaveUp }: Props) {
  const state = useSearch()
  const { answer, active, failure } = state
  const lines = answer === null ? [] : resultLines(answer)

  useEffect(() => {
    if (active >= 0) document.getElementById(`result-${active}`)?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const onKeyDown = (event: KeyboardEvent): void => {
    const line = lines[active]
    if (event.key === 'ArrowDown') activateLine(Math.min(active + 1, lines.length - 1))
    else if (event.key === 'ArrowUp' && active > 0) activateLine(active - 1)
    else if (event.key === 'ArrowUp' || event.key === 'Escape') onLeaveUp()
    else if (event.key === 'Home') activateLine(0)
    else if (event.key === 'End') activateLine(lines.length - 1)
    else if ((event.key === 'Enter' || event.key === ' ') && line) onOpen(line)
    else return
    event.preventDefault()
  }

  if (failure !== null) {
    return (
      <EmptyState icon={SearchX} title="The search did not work.">
        <p role="alert">{failure}</p>
        <ClearButton />
      </EmptyState>
    )
  }
  if (answer === null)
    return (
      <p className="search-count" role="status">
        Searching…
      </p>
    )
  if (lines.length === 0) {
    return (
      <EmptyState icon={SearchX} title={`No message holds “${state.answered.trim()}”.`}>
        <p role="status">
          {answer.waiting > 0
            ? `${counted(answer.waiting, 'conversation')} still waiting to be indexed.`
            : 'Titles and all branches were searched.'}
        </p>
        <ClearButton />
      </EmptyState>
    )
  }

  const open = (line: ResultLine, place: number): void => {
    activateLine(place)
    onOpen(line)
  }

  return (
    <div className="results">
      <SearchCount answer={answer} />
      <div className="results-scroll">
        <div
          ref={listRef}
          className="results-list"
          role="listbox"
          aria-label="Search results"
          aria-activedescendant={active < 0 ? undefined : `result-${active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={() => active < 0 && activateLine(firstLine(lines))}
        >
          {groupsOf(lines).map(({ group, first, members }) => (
            <div
              key={group.conversation.id}
              className="result-group"
              role="group"
              aria-label={group.conversation.title}
            >
              {members.map((line, offset) => {
                const place = first + offset
                return (
                  <div
                    key={line.kind === 'hit' ? line.hit.messageKey : 'title'}
                    id={`result-${place}`}
                    role="option"
                    className={line.kind === 'hit' ? 'result-hit' : 'result-conversation'}
                    aria-selected={place === active}
                    onClick={() => open(line, place)}
                  >
                    {line.kind === 'hit' ? (
                      <SearchHitLine hit={line.hit} />
                    ) : (
                      <ConversationLine group={group} sourceName={sourceNameOf(group.conversation.source)} />
                    )}
                  </div>
                )
              })}
            </div>
          ))}
        </div>
        {canShowMore(state) && (
          <button type="button" className="button results-more" onClick={showMore}>
            Show more hits
          </button>
        )}
      </div>
    </div>
  )
}

function ConversationLine({ group, sourceName }: { group: SearchGroup; sourceName: string }) {
  return (
    <>
      <span className="result-title" dir="auto">
        <Marked pieces={group.title} />
      </span>
      <SourceBadge name={sourceName} />
      <BranchCount branches={group.conversation.branches} />
    </>
  )
}

function ClearButton() {
  return (
    <button type="button" className="button" onClick={clearSearch}>
      Clear search
    </button>
  )
}

type LinesOfGroup = { group: SearchGroup; first: number; members: ResultLine[] }

function groupsOf(lines: readonly ResultLine[]): LinesOfGroup[] {
  const groups: LinesOfGroup[] = []
  lines.forEach((line, place) => {
    if (line.kind === 'conversation') groups.push({ group: line.group, first: place, members: [line] })
    else groups.at(-1)?.members.push(line)
  })
  return groups
}
