/** Finding in the conversation: a field, how many messages of all branches were found, and steps between them. */
import { ChevronDown, ChevronUp, GitBranch, Search, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { MatchToggles } from '../../query/MatchToggles.tsx'
import { QueryProblems } from '../../query/QueryProblems.tsx'
import { toggleByKey } from '../../query/toggle-way.ts'
import { countText } from '../../ui/counts.ts'
import '../../ui/find-bar.css'
import { answerFindCall, closeFind, findIn, typeFind, useFind } from './find-store.ts'

type Props = {
  conversationId: string
  /** Called for a step to the next hit or the one before. */
  onStep: (step: 1 | -1) => void
  /** Called when it closes: what is read has the keys again. */
  onClose: () => void
}

export function FindBar({ conversationId, onStep, onClose }: Props) {
  const { query, hits, at, hasMore, failure, isCalled } = useFind()
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (!isCalled) return
    field.current?.focus()
    field.current?.select()
    answerFindCall()
  }, [isCalled])
  useEffect(() => findIn(conversationId), [conversationId])

  const close = (): void => {
    closeFind()
    onClose()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (toggleByKey(event, query, field.current, typeFind)) return event.stopPropagation()
    if (event.key === 'Escape') close()
    else if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const branch = hits?.[at]?.branch
  const isEmpty = (hits?.length ?? 0) === 0
  return (
    <search className="find-bar" aria-label="Find in this conversation" onKeyDown={onKeyDown}>
      <Search aria-hidden />
      <input
        ref={field}
        type="text"
        role="searchbox"
        aria-label="Find in this conversation"
        placeholder="Find in all branches"
        spellCheck={false}
        maxLength={1000}
        value={query}
        onChange={(event) => typeFind(event.target.value)}
      />
      <MatchToggles query={query} fieldRef={field} onType={typeFind} />
      {branch !== undefined && branch.of > 1 && (
        <span className="find-branch">
          <GitBranch aria-hidden />
          branch {branch.index} of {branch.of}
        </span>
      )}
      <span className="find-count" role="status">
        {failure ?? countOf(query, hits?.length ?? null, at, hasMore)}
      </span>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Previous hit"
        title="Previous hit (Shift+F3)"
        disabled={isEmpty}
        onClick={() => onStep(-1)}
      >
        <ChevronUp aria-hidden />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Next hit"
        title="Next hit (F3)"
        disabled={isEmpty}
        onClick={() => onStep(1)}
      >
        <ChevronDown aria-hidden />
      </button>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Close find"
        title="Close (Esc)"
        onClick={close}
      >
        <X aria-hidden />
      </button>
      <QueryProblems query={query} isWhole={false} />
    </search>
  )
}

function countOf(query: string, found: number | null, at: number, hasMore: boolean): string {
  if (query.trim() === '' || found === null) return ''
  if (found === 0) return 'Not found'
  const all = `${countText(found)}${hasMore ? '+' : ''}`
  return at < 0 ? `${all} found` : `${countText(at + 1)} of ${all}`
}
