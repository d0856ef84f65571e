/** Finding in the conversation: a field, how many messages of all branches were found, and steps between them. */
import { GitBranch, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { MatchToggles } from '../../query/MatchToggles.tsx'
import { QueryProblems } from '../../query/QueryProblems.tsx'
import { toggleByKey } from '../../query/toggle-way.ts'
import { FindField } from '../../ui/FindField.tsx'
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
  return (
    <FindField
      label="Find in this conversation"
      placeholder="Find in all branches"
      fieldRef={field}
      query={query}
      found={query.trim() === '' ? null : (hits?.length ?? null)}
      at={at}
      hasMore={hasMore}
      failure={failure}
      onType={typeFind}
      onStep={onStep}
      onKeyDown={onKeyDown}
      end={
        <>
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
        </>
      }
    >
      <MatchToggles query={query} fieldRef={field} onType={typeFind} />
      {branch !== undefined && branch.of > 1 && (
        <span className="find-branch">
          <GitBranch aria-hidden />
          branch {branch.index} of {branch.of}
        </span>
      )}
    </FindField>
  )
}
