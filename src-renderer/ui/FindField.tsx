/** The bar that finds within what is shown: a field, how many hits there are, and steps between them. */
import { ChevronDown, ChevronUp, Search } from 'lucide-react'
import type { KeyboardEventHandler, ReactNode, RefObject } from 'react'
import { countText } from './counts.ts'
import './find-bar.css'

type Props = {
  label: string
  placeholder: string
  fieldRef: RefObject<HTMLInputElement | null>
  query: string
  /** How many hits there are; null while that is not known, or nothing is looked for. */
  found: number | null
  /** Which of them is shown, from 0; -1 for none. */
  at: number
  /** Whether there are more than `found`. */
  hasMore: boolean
  /** Said instead of the number of hits. */
  failure?: string | null
  onType: (query: string) => void
  onStep: (by: 1 | -1) => void
  onKeyDown?: KeyboardEventHandler
  /** Between the field and the number of hits. */
  children?: ReactNode
  /** Behind the steps. */
  end?: ReactNode
}

const steps = [
  { by: -1, label: 'Previous hit', title: 'Previous hit (Shift+F3)', Icon: ChevronUp },
  { by: 1, label: 'Next hit', title: 'Next hit (F3)', Icon: ChevronDown },
] as const

export function FindField({ label, placeholder, fieldRef, query, found, at, hasMore, ...rest }: Props) {
  const { failure = null, onType, onStep, onKeyDown, children, end } = rest
  return (
    <search className="find-bar" aria-label={label} onKeyDown={onKeyDown}>
      <Search aria-hidden />
      <input
        ref={fieldRef}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        maxLength={1000}
        value={query}
        onChange={(event) => onType(event.target.value)}
      />
      {children}
      <span className="find-count" role="status">
        {failure ?? countOf(found, at, hasMore)}
      </span>
      {steps.map(({ by, label: name, title, Icon }) => (
        <button
          key={by}
          type="button"
          className="button quiet small icon"
          aria-label={name}
          title={title}
          disabled={found === null || found === 0}
          onClick={() => onStep(by)}
        >
          <Icon aria-hidden />
        </button>
      ))}
      {end}
    </search>
  )
}

function countOf(found: number | null, at: number, hasMore: boolean): string {
  if (found === null) return ''
  if (found === 0) return 'Not found'
  const all = `${countText(found)}${hasMore ? '+' : ''}`
  return at < 0 ? `${all} found` : `${countText(at + 1)} of ${all}`
}
