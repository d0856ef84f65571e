/**
 * The list to choose conversations from: a click toggles, Shift takes a range. A listbox of which only the rows in sight
 * are in the document; the rest is known by its place.
 */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useId, useRef } from 'react'
import { placeAfter } from '../../ui/list-keys.ts'
import { isCommandKey } from '../../ui/platform.ts'
import { activated, allChosen, rangeChosen, toggledAt } from './picking.ts'
import { pick, usePicking, wantRows } from './picking-store.ts'
import { PickerRow } from './PickerRow.tsx'

/** CSS pixels, the same as in create.css. */
const rowHeight = 48
/** Rows are asked for in blocks, so that scrolling by one row does not ask each time. */
const blockSize = 40

const nothing = { total: 0, keys: [], ids: [] }

type Props = {
  /** The listbox: fields above it lead into it. */
  listRef: RefObject<HTMLDivElement | null>
}

export function ConversationPicker({ listRef }: Props) {
  const { filter, listing, rows, selected, active, choices } = usePicking()
  const { keys, ids } = listing ?? nothing
  const scroller = useRef<HTMLDivElement>(null)
  const prefix = useId()
  const virtualizer = useVirtualizer({
    count: keys.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtualizer.getVirtualItems()
  const firstBlock = Math.floor((items[0]?.index ?? 0) / blockSize)
  const lastBlock = Math.floor((items.at(-1)?.index ?? 0) / blockSize)
  useEffect(() => {
    void wantRows(keys.slice(firstBlock * blockSize, (lastBlock + 1) * blockSize))
  }, [keys, firstBlock, lastBlock])

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [filter])

  const names = new Map(choices.sources.map(({ source, name }) => [source, name]))
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight)
    const place = placeAfter(event.key, active, keys.length, page)
    if (place !== null) {
      pick((state) => (event.shiftKey ? rangeChosen(state, place) : activated(state, place)))
      virtualizer.scrollToIndex(place, { align: 'auto' })
    } else if ((event.key === ' ' || event.key === 'Enter') && active >= 0)
      pick((state) => (event.shiftKey ? rangeChosen(state, active) : toggledAt(state, active)))
    else if (isCommandKey(event) && event.key.toLowerCase() === 'a') pick(allChosen)
    else return
    event.preventDefault()
  }
  return (
    <div className="picker" ref={scroller}>
      <div
        ref={listRef}
        className="picker-list"
        role="listbox"
        aria-label="Conversations"
        aria-multiselectable
        aria-activedescendant={active < 0 ? undefined : `${prefix}-${active}`}
        tabIndex={0}
        style={{ height: virtualizer.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, start }) => {
          const row = rows.get(keys[index] ?? -1) ?? null
          return (
            <PickerRow
              key={keys[index] ?? index}
              id={`${prefix}-${index}`}
              row={row}
              sourceName={row === null ? '' : (names.get(row.source) ?? row.source)}
              top={start}
              position={index + 1}
              count={keys.length}
              isChosen={selected.has(ids[index] ?? '')}
              isActive={index === active}
              onClick={(event) => onRowClick(event, index)}
            />
          )
        })}
      </div>
    </div>
  )
}

function onRowClick({ shiftKey }: MouseEvent, place: number): void {
  pick((state) => (shiftKey ? rangeChosen(state, place) : toggledAt(state, place)))
}
