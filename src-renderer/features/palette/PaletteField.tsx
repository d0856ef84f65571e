/** The field of the palette with the list under it, and the keys that go through it. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { Search } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react'
import { counted } from '../../ui/counts.ts'
import { placeAfter } from '../../ui/list-keys.ts'
import { isCommandKey } from '../../ui/platform.ts'
import { arranged, firstRow, type GroupName, type PaletteEntry, type PaletteRow, rowsOf } from './arrange.ts'
import { type PaletteMode, typedOf } from './mode.ts'
import { isAnswered, typePalette, usePalette } from './palette-store.ts'
import { PaletteHints } from './PaletteHints.tsx'
import { PaletteOption } from './PaletteOption.tsx'

type Props = {
  entriesOf: (openRow: LibraryRow | null) => readonly PaletteEntry[]
  conversationEntry: (row: LibraryRow) => PaletteEntry
  searchEntry: (text: string) => PaletteEntry
  onChoose: (entry: PaletteEntry) => void
}

/** Rows that a page key goes over. */
const page = 8

const placeholders: Readonly<Record<PaletteMode, string>> = {
  all: 'Go to a conversation, place or action…',
  actions: 'Run an action…',
  tags: 'Go to a tag…',
  sources: 'Go to a source…',
}

const nothing: Readonly<Record<PaletteMode, string>> = {
  all: 'No conversation, place or action is called that. Enter searches the messages for it.',
  actions: 'No action is called that here.',
  tags: 'No tag is called that.',
  sources: 'No source is called that.',
}

export function PaletteField({ entriesOf, conversationEntry, searchEntry, onChoose }: Props) {
  const state = usePalette()
  const { query, openRow, recent, found } = state
  const id = useId()
  /** The entry that was gone to; null while it is the first. */
  const [active, setActive] = useState<string | null>(null)
  /** Whether Enter was pressed before the archive had answered. */
  const [isEntered, setEntered] = useState(false)
  const typed = useMemo(() => typedOf(query), [query])
  const offered = useMemo(() => entriesOf(openRow), [entriesOf, openRow])
  const isWhole = isAnswered(state)

  const groups = useMemo(() => {
    // What was found for the text before stays while its titles still fit: nothing flickers from letter to letter.
    const isFound = found.text === typed.text
    const conversations =
      typed.text === ''
        ? recent.map((row) => ({ ...conversationEntry(row), isOffered: true }))
        : found.rows.map((row) => ({ ...conversationEntry(row), isFound }))
    const search = typed.mode === 'all' && typed.text !== '' ? [searchEntry(typed.text)] : []
    return arranged([...search, ...conversations, ...offered], typed)
  }, [typed, found, recent, offered, conversationEntry, searchEntry])
  const rows = rowsOf(groups)
  const current = rows.find(({ entry }) => entry.id === active) ?? firstRow(rows)
  const place = current === undefined ? -1 : rows.indexOf(current)
  const hasMatch = rows.some(({ entry }) => entry.group !== 'search')

  useEffect(() => {
    document.getElementById(`${id}-${place}`)?.scrollIntoView({ block: 'nearest' })
  }, [id, place])
  useEffect(() => {
    if (isEntered && isWhole && current !== undefined) onChoose(current.entry)
  }, [isEntered, isWhole, current, onChoose])

  const type = (text: string): void => {
    setActive(null)
    setEntered(false)
    typePalette(text)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const isPlain = !event.shiftKey && !event.altKey && !isCommandKey(event)
    const next = isPlain ? placeAfter(event.key, place, rows.length, page) : null
    if (next !== null) setActive(rows[next]?.entry.id ?? null)
    else if (event.key === 'Enter' && isCommandKey(event)) {
      if (typed.text !== '') onChoose(searchEntry(typed.text))
    } else if (event.key === 'Enter' && active === null && !isWhole) setEntered(true)
    else if (event.key === 'Enter' && current !== undefined) onChoose(current.entry)
    else return
    event.preventDefault()
  }

  return (
    <>
      <div className="palette-field">
        <Search aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-label="Go to anything"
          aria-expanded={rows.length > 0}
          aria-controls={rows.length > 0 ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={place < 0 ? undefined : `${id}-${place}`}
          placeholder={placeholders[typed.mode]}
          spellCheck={false}
          autoComplete="off"
          maxLength={300}
          value={query}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>Esc</kbd>
      </div>
      {rows.length > 0 && (
        <div id={`${id}-list`} className="palette-list" role="listbox" aria-label="Found">
          {groups.map(({ name, rows: inGroup }) => (
            <Group
              key={name}
              id={`${id}-${name}`}
              title={inGroup[0]?.entry.of ?? titleOf(name, typed.text === '')}
            >
              {inGroup.map((row) => (
                <PaletteOption
                  key={row.entry.id}
                  id={`${id}-${rows.indexOf(row)}`}
                  row={row}
                  isActive={row === current}
                  onPoint={() => setActive(row.entry.id)}
                  onChoose={() => onChoose(row.entry)}
                />
              ))}
            </Group>
          ))}
        </div>
      )}
      {isWhole && !hasMatch && <p className="palette-none">{nothing[typed.mode]}</p>}
      <p className="visually-hidden" role="status">
        {isWhole ? summaryOf(rows, hasMatch) : ''}
      </p>
      <PaletteHints />
    </>
  )
}

function Group({ id, title, children }: { id: string; title: string | null; children: ReactNode }) {
  if (title === null) return children
  return (
    <div role="group" aria-labelledby={id}>
      <div className="palette-group" id={id} role="presentation">
        <bdi>{title}</bdi>
      </div>
      {children}
    </div>
  )
}

const titles: Readonly<Record<GroupName, string | null>> = {
  search: null,
  conversations: 'Conversations',
  these: 'Conversation',
  places: 'Places',
  lists: 'Lists',
  tags: 'Tags',
  sources: 'Sources',
  actions: 'Actions',
}

function titleOf(name: GroupName, isIdle: boolean): string | null {
  return name === 'conversations' && isIdle ? 'Recent conversations' : titles[name]
}

function summaryOf(rows: readonly PaletteRow[], hasMatch: boolean): string {
  return hasMatch ? counted(rows.length, 'entry', 'entries') : 'Nothing is called that'
}
