/**
 * A field that narrows a list while one types, and the list under it: arrow keys go through it, Enter picks. What is not
 * there yet can be made under the name that was typed.
 */
import { Check, Minus, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { countText } from './counts.ts'
import { placeAfter } from './list-keys.ts'
import './pick-list.css'

export interface PickItem {
  readonly id: number
  readonly name: string
  /** Conversations that have it already. */
  readonly count: number
  /** Whether all, some or none of what is chosen has it; null where that is not shown. */
  readonly state: 'all' | 'some' | 'none' | null
  readonly mark: ReactNode
}

type Props = {
  /** What is picked from: "Tags". */
  label: string
  placeholder: string
  items: readonly PickItem[]
  /** "tag": what is made of a name that is not there. */
  noun: string
  onPick: (item: PickItem) => void
  onCreate: (name: string) => void
}

export function PickList({ label, placeholder, items, noun, onPick, onCreate }: Props) {
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const name = typed.trim()
  const wanted = name.toLocaleLowerCase()
  const found = items.filter((item) => item.name.toLocaleLowerCase().includes(wanted))
  const isNew = name !== '' && items.every((item) => item.name !== name)
  const count = found.length + (isNew ? 1 : 0)
  const at = Math.min(active, count - 1)

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const pick = (place: number): void => {
    const item = found[place]
    if (item !== undefined) onPick(item)
    else if (isNew) {
      onCreate(name)
      setTyped('')
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const isMove = event.key === 'ArrowDown' || event.key === 'ArrowUp'
    const place = isMove ? placeAfter(event.key, at, count, 1) : null
    if (place !== null) setActive(place)
    else if (event.key === 'Enter') pick(at)
    else return
    event.preventDefault()
  }
  return (
    <div className="pick">
      <input
        className="input"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={count === 0 ? undefined : `${id}-${at}`}
        placeholder={placeholder}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        className="pick-list"
        role="listbox"
        aria-label={label}
        aria-multiselectable={items.some(({ state }) => state !== null) || undefined}
      >
        {found.map((item, place) => (
          <li
            key={item.id}
            id={`${id}-${place}`}
            role="option"
            className={place === at ? 'pick-item is-active' : 'pick-item'}
            aria-selected={item.state === 'all'}
            onClick={() => pick(place)}
            onPointerMove={() => setActive(place)}
          >
            {item.state !== null && (
              <span className="pick-state" data-state={item.state} aria-hidden>
                {item.state === 'all' && <Check />}
                {item.state === 'some' && <Minus />}
              </span>
            )}
            {item.mark}
            <bdi className="pick-name">{item.name}</bdi>
            {item.state === 'some' && <span className="visually-hidden">, on some</span>}
            <span className="pick-count">{countText(item.count)}</span>
          </li>
        ))}
        {isNew && (
          <li
            id={`${id}-${found.length}`}
            role="option"
            className={at === found.length ? 'pick-item is-active' : 'pick-item'}
            aria-selected={false}
            onClick={() => pick(found.length)}
            onPointerMove={() => setActive(found.length)}
          >
            <Plus className="pick-plus" aria-hidden />
            <span className="pick-name">
              New {noun} “{name}”
            </span>
          </li>
        )}
      </ul>
      {count === 0 && <p className="pick-none">None yet: type a name to make the first.</p>}
    </div>
  )
}
