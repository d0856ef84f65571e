/** Arranging a collection: its conversations are moved by dragging them, and by Alt and the arrow keys. */
import { type DragEvent, useState } from 'react'
import { call } from '../../bridge.ts'
import { forgetOffer } from '../../changes/undo.ts'
import { showFailure } from '../../ui/toasts.ts'
import { existingRowsOf } from './library-actions.ts'
import { refreshLibrary, useLibrary } from './library-store.ts'
import { placeOfMove } from './place-of-move.ts'

/** What a row needs to be dragged, and to be dropped on. */
export type RowDrag = {
  draggable: true
  /** Where what is dragged would go: before this row, or after it. */
  dropAt: 'before' | 'after' | null
  onDragStart: (event: DragEvent) => void
  onDragOver: (event: DragEvent) => void
  onDrop: (event: DragEvent) => void
  onDragEnd: () => void
}

type Drop = { readonly key: number; readonly at: 'before' | 'after' }

/** @param collectionId the collection that is listed in its own order; null where nothing can be arranged */
export function useArranging(collectionId: number | null): {
  dragOf: (key: number) => RowDrag | null
} {
  const [dragged, setDragged] = useState<ReadonlySet<number> | null>(null)
  const [drop, setDrop] = useState<Drop | null>(null)
  const end = (): void => {
    setDragged(null)
    setDrop(null)
  }
  return {
    dragOf: (key) =>
      collectionId === null
        ? null
        : {
            draggable: true,
            dropAt: drop?.key === key ? drop.at : null,
            onDragStart: (event) => {
              const { selection } = useLibrary.getState()
              event.dataTransfer.effectAllowed = 'move'
              setDragged(selection.keys.has(key) ? selection.keys : new Set([key]))
            },
            onDragOver: (event) => {
              if (dragged === null) return
              event.preventDefault()
              event.stopPropagation()
              const { top, height } = event.currentTarget.getBoundingClientRect()
              const at = event.clientY < top + height / 2 ? 'before' : 'after'
              if (drop?.key !== key || drop.at !== at) setDrop({ key, at })
            },
            onDrop: (event) => {
              if (dragged === null) return
              event.preventDefault()
              event.stopPropagation()
              const { spine } = useLibrary.getState()
              const keys = spine?.keys ?? []
              const at = keys.indexOf(key) + (drop?.at === 'after' ? 1 : 0)
              end()
              void move(collectionId, dragged, keys.slice(at).find((one) => !dragged.has(one)) ?? null)
            },
            onDragEnd: end,
          },
  }
}

/** Moves the selected conversations of a collection that is listed in its own order one place up or down. */
export async function moveSelection(collectionId: number, step: -1 | 1): Promise<void> {
  const { selection, spine } = useLibrary.getState()
  const place = placeOfMove(spine?.keys ?? [], selection.keys, step)
  if (place !== null) await move(collectionId, selection.keys, place.before)
}

/** @param before the row to stand before; null for the end */
async function move(collectionId: number, keys: ReadonlySet<number>, before: number | null): Promise<void> {
  try {
    const rows = await existingRowsOf([...keys])
    const [target] = before === null ? [] : await existingRowsOf([before])
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    await call('collections.move', { id: collectionId, ids, before: target?.id ?? null })
    forgetOffer()
    await refreshLibrary()
  } catch (error) {
    showFailure('This could not be moved', error)
  }
}
