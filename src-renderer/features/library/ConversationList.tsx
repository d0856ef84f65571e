/**
 * The virtual list of conversations: a listbox of which only the rows in sight are in the document.
 * It knows every row's place from the spine and asks for the rows as they come into view.
 */
import { listShortcuts, shortcutFor } from '@shared/shortcuts/shortcuts.ts'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Ellipsis } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Action, ActionMenu, type MenuPlace } from '../../ui/ActionMenu.tsx'
import { isCommandKey, isMac } from '../../ui/platform.ts'
import { ConversationRow } from './ConversationRow.tsx'
import { listItems } from './date-groups.ts'
import {
  actOnSelection,
  moveToTrash,
  openRow,
  rename,
  startRenaming,
  stopRenaming,
} from './library-actions.ts'
import { answerSought, select, useLibrary, wantRows } from './library-store.ts'
import { arrangedCollection } from './library.ts'
import { isTyped, placeAfter } from '../../ui/list-keys.ts'
import { sourceName } from './places.ts'
import { RenameField } from '../../ui/RenameField.tsx'
import { extendTo, selectAll, selectOnly, toggle } from './selection.ts'
import { moveSelection, useArranging } from './use-arranging.ts'
import { useFollow } from './use-follow.ts'
import { keptOffset, useKeptOffset } from './use-kept-offset.ts'
import { useTypeAhead } from './use-type-ahead.ts'

/** CSS pixels, the same as in library.css. */
const rowHeight = 58
const groupHeight = 32
/** Rows are asked for in blocks, so that scrolling by one row does not ask each time. */
const blockSize = 40

const noKeys: readonly number[] = []
const noTimes: readonly (number | null)[] = []

type Props = {
  /** What the menu of the selected rows offers. */
  actions: readonly Action[]
}

export function ConversationList({ actions }: Props) {
  const spine = useLibrary((state) => state.spine)
  const counts = useLibrary((state) => state.counts)
  const rows = useLibrary((state) => state.rows)
  const generation = useLibrary((state) => state.generation)
  const sort = useLibrary((state) => state.sort)
  const list = useLibrary((state) => JSON.stringify([state.place, state.sort, state.filter]))
  const selection = useLibrary((state) => state.selection)
  const renaming = useLibrary((state) => state.renaming)
  const openId = useLibrary((state) => state.open?.conversationId ?? null)
  const isTrash = useLibrary((state) => state.place.kind === 'trash')
  const scroller = useRef<HTMLDivElement>(null)
  const listbox = useRef<HTMLDivElement>(null)
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const [menuPlace, setMenuPlace] = useState<MenuPlace | null>(null)
  const follow = useFollow()
  const typeAhead = useTypeAhead()

  const arranged = useLibrary(arrangedCollection)
  const isGrouped = sort.by !== 'title' && arranged === null
  const arranging = useArranging(arranged)

  const keys = spine?.keys ?? noKeys
  const times = spine?.times ?? noTimes
  const { items, itemOfRow, now } = useMemo(() => {
    const today = Date.now()
    const lines = listItems(keys, times, isGrouped ? today : null)
    const places = lines.flatMap((item, index) => (item.kind === 'row' ? [index] : []))
    return { items: lines, itemOfRow: places, now: today }
  }, [keys, times, isGrouped])

  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === 'group' ? groupHeight : rowHeight),
    // A new function for new items: that is what makes the virtualizer lay them out again.
    getItemKey: useCallback(
      (index: number) => {
        const item = items[index]
        return item?.kind === 'row' ? item.key : `group ${item?.label}`
      },
      [items],
    ),
    overscan: 8,
    scrollPaddingStart: groupHeight,
    initialOffset: keptOffset(list),
  })
  useKeptOffset(list, virtualizer)
  const virtualItems = virtualizer.getVirtualItems()

  const shownRows = virtualItems.flatMap(({ index }) => {
    const item = items[index]
    return item?.kind === 'row' ? [item.index] : []
  })
  const firstBlock = Math.floor((shownRows[0] ?? 0) / blockSize)
  const lastBlock = Math.floor((shownRows.at(-1) ?? 0) / blockSize)
  useEffect(() => {
    void wantRows(keys.slice(firstBlock * blockSize, (lastBlock + 1) * blockSize))
  }, [keys, firstBlock, lastBlock, generation])

  const topOf = (key: number): number | null => {
    const place = itemOfRow[keys.indexOf(key)]
    const measured = place === undefined ? undefined : virtualizer.measurementsCache[place]
    return measured?.start ?? null
  }
  const showRow = (place: number): void => {
    const item = itemOfRow[place]
    if (item !== undefined) virtualizer.scrollToIndex(item, { align: 'auto' })
  }
  const sought = useLibrary((state) => state.sought)
  useEffect(() => {
    const item = sought === null ? undefined : itemOfRow[keys.indexOf(sought)]
    if (item === undefined) return
    virtualizer.scrollToIndex(item, { align: 'auto' })
    answerSought()
  }, [sought, keys, itemOfRow, virtualizer])
  const goTo = (place: number, isExtending: boolean): void => {
    const key = keys[place]
    if (key === undefined) return
    select((current) => (isExtending ? extendTo(current, key, keys) : selectOnly(key)))
    showRow(place)
    if (!isExtending) follow(key)
  }
  const openMenuAt = (key: number, place: MenuPlace): void => {
    select((current) => (current.keys.has(key) ? { ...current, active: key } : selectOnly(key)))
    setMenuPlace(place)
  }
  const openMenuByKey = (): void => {
    const { active } = selection
    const top = active === null ? null : topOf(active)
    const box = listbox.current?.getBoundingClientRect()
    if (active !== null && top !== null && box)
      openMenuAt(active, { x: box.left + 40, y: box.top + top + rowHeight })
  }

  const onRowClick = (event: MouseEvent, key: number): void => {
    if (event.shiftKey) select((current) => extendTo(current, key, keys))
    else if (isCommandKey(event)) select((current) => toggle(current, key))
    else {
      select(() => selectOnly(key))
      void openRow(key)
    }
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = selection.active === null ? -1 : keys.indexOf(selection.active)
    const page = Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight)
    const place = placeAfter(event.key, from, keys.length, page)
    const { active } = selection
    const command = shortcutFor(listShortcuts, event, isMac)
    if (command === 'move-up' && arranged !== null) void moveSelection(arranged, -1)
    else if (command === 'move-down' && arranged !== null) void moveSelection(arranged, 1)
    else if ((command === 'move' || command === 'extend') && place !== null) goTo(place, command === 'extend')
    else if (command === 'all') select((current) => selectAll(current, keys))
    else if (command === 'menu') openMenuByKey()
    else if (command === 'leave-selection' && selection.keys.size > 1 && active !== null)
      select(() => selectOnly(active))
    else if (command === 'open' && active !== null) void openRow(active)
    else if (command === 'rename' && active !== null && !isTrash) startRenaming(active)
    else if (command === 'delete' && selection.keys.size > 0 && !isTrash) void actOnSelection(moveToTrash)
    else if (command === 'mark' && active !== null && !typeAhead.isTyping())
      select((current) => toggle(current, active))
    else if (isTyped(event)) {
      typeAhead.type(event.key, keys, from, (key) => goTo(keys.indexOf(key), false))
    } else return
    event.preventDefault()
  }

  const onContextMenu = (event: MouseEvent, key: number): void => {
    event.preventDefault()
    event.stopPropagation()
    openMenuAt(key, { x: event.clientX, y: event.clientY })
  }

  const stickyGroup = items.findLast(
    (item, index) => item.kind === 'group' && index <= (virtualizer.range?.startIndex ?? 0),
  )
  const buttonKey = pointedAt ?? selection.active
  const buttonTop = buttonKey === null ? null : topOf(buttonKey)
  const renamingRow = renaming === null ? null : (rows.get(renaming)?.row ?? null)
  const renamingTop = renaming === null ? null : topOf(renaming)

  return (
    <div className="rows" ref={scroller}>
      {stickyGroup?.kind === 'group' && (
        <div className="group is-sticky" aria-hidden>
          {stickyGroup.label}
        </div>
      )}
      <div
        className="rows-canvas"
        style={{ height: virtualizer.getTotalSize() }}
        onPointerLeave={() => setPointedAt(null)}
      >
        <div
          ref={listbox}
          className="rows-listbox"
          role="listbox"
          aria-label="Conversations"
          aria-multiselectable
          aria-activedescendant={selection.active === null ? undefined : `row-${selection.active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onContextMenu={(event) => {
            event.preventDefault()
            openMenuByKey()
          }}
        >
          {virtualItems.map(({ index, start, key: itemKey }) => {
            const item = items[index]
            if (item === undefined) return null
            if (item.kind === 'group') {
              return (
                <div
                  key={itemKey}
                  className="group"
                  role="presentation"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {item.label}
                </div>
              )
            }
            const { key } = item
            const row = rows.get(key)?.row ?? null
            return (
              <ConversationRow
                key={itemKey}
                id={`row-${key}`}
                row={row}
                sourceName={row === null ? '' : sourceName(counts, row.source)}
                time={times[item.index] ?? null}
                now={now}
                isGrouped={isGrouped}
                top={start}
                position={item.index + 1}
                count={keys.length}
                isSelected={selection.keys.has(key)}
                isActive={selection.active === key}
                isOpen={row !== null && row.id === openId}
                onClick={(event) => onRowClick(event, key)}
                onContextMenu={(event) => onContextMenu(event, key)}
                onPointerEnter={() => setPointedAt(key)}
                drag={arranging.dragOf(key)}
              />
            )
          })}
        </div>
        {buttonKey !== null && buttonTop !== null && (
          <button
            type="button"
            className={pointedAt === null ? 'row-more' : 'row-more is-pointed-at'}
            style={{ transform: `translateY(${buttonTop}px)` }}
            aria-label={`Actions for ${rows.get(buttonKey)?.row.title ?? 'this conversation'}`}
            aria-haspopup="menu"
            onClick={(event) => {
              const box = event.currentTarget.getBoundingClientRect()
              openMenuAt(buttonKey, { x: box.left, y: box.bottom })
            }}
          >
            <Ellipsis aria-hidden />
          </button>
        )}
        {renaming !== null && renamingRow !== null && renamingTop !== null && (
          <RenameField
            key={renaming}
            label="Title"
            title={renamingRow.title}
            top={renamingTop}
            onRename={(title) => rename(renaming, title)}
            onEnd={(byKey) => {
              stopRenaming()
              if (byKey) listbox.current?.focus()
            }}
          />
        )}
      </div>
      <ActionMenu
        label="Actions"
        place={menuPlace}
        onClose={() => setMenuPlace(null)}
        focusAfter={() => listbox.current}
        actions={actions}
      />
    </div>
  )
}
