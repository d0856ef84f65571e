/**
 * A long text that can be scrolled and searched. It is drawn in blocks, of which the browser lays out only those in sight,
 * and hits are marked without touching them.
 */
import { useDeferredValue, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { FindField } from '../../ui/FindField.tsx'
import { type Block, blockAt, blocksOf, mostPlaces, placesOf, searchable } from './find-in-text.ts'

type Props = {
  text: string
}

export function RecordText({ text }: Props) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const sought = useDeferredValue(query)
  const blocks = useMemo(() => blocksOf(text), [text])
  const folded = useMemo(() => searchable(text), [text])
  const places = useMemo(() => placesOf(folded, sought), [folded, sought])
  const page = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    if (page.current === null) return
    mark(page.current, blocks, places, at, sought.length)
    return unmark
  }, [blocks, places, at, sought])

  const step = (by: 1 | -1): void => {
    if (places.length > 0) setAt((at + by + places.length) % places.length)
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    if (event.isComposing) return
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.shiftKey
    if (isFind) field.current?.select()
    else if (event.key === 'F3') step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Enter' && event.target === field.current) step(event.shiftKey ? -1 : 1)
    else if (event.key === 'Escape' && event.target === field.current && query !== '') setQuery('')
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  useEffect(() => {
    // Who chooses between records stays with the choice; else the text can be scrolled at once.
    if (!(document.activeElement instanceof HTMLInputElement)) page.current?.focus()
    // Its keys hold wherever in the sheet the focus is.
    const sheet = page.current?.closest<HTMLElement>('[role="dialog"]')
    sheet?.addEventListener('keydown', onKeyDown)
    return () => sheet?.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <div className="received-body">
      <FindField
        label="Find in this record"
        placeholder="Find in this record"
        fieldRef={field}
        query={query}
        found={sought === '' ? null : places.length}
        at={at}
        hasMore={places.length === mostPlaces}
        onType={(typed) => {
          setQuery(typed)
          setAt(0)
        }}
        onStep={step}
      />
      <div ref={page} className="received-text" role="region" aria-label="The record as JSON" tabIndex={0}>
        {blocks.map((block) => (
          <div key={block.start}>{block.text}</div>
        ))}
      </div>
    </div>
  )
}

const [allName, currentName] = ['record-hit', 'record-hit-shown']

/** Marks all places, and brings one of them into sight. */
function mark(
  page: HTMLElement,
  blocks: readonly Block[],
  places: readonly number[],
  at: number,
  length: number,
): void {
  const ranges = places.flatMap((place) => rangeOf(page, blocks, place, length) ?? [])
  CSS.highlights.set(allName, new Highlight(...ranges))
  const current = ranges[at]
  if (current === undefined) return
  CSS.highlights.set(currentName, new Highlight(current))
  const hit = current.getBoundingClientRect()
  const view = page.getBoundingClientRect()
  if (hit.top < view.top || hit.bottom > view.bottom) page.scrollTop += hit.top - view.top - view.height / 3
}

function unmark(): void {
  CSS.highlights.delete(allName)
  CSS.highlights.delete(currentName)
}

/** Null for a place that stands in two blocks, which only a line longer than a block has. */
function rangeOf(page: HTMLElement, blocks: readonly Block[], place: number, length: number): Range | null {
  const index = blockAt(blocks, place)
  const block = blocks[index]
  const node = page.children[index]?.firstChild
  if (block === undefined || !node || place + length > block.start + block.text.length) return null
  const range = document.createRange()
  range.setStart(node, place - block.start)
  range.setEnd(node, place - block.start + length)
  return range
}
