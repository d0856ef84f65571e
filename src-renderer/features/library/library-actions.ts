/** What a reader does to conversations from the list: open, rename, archive, mark, put in the trash, take out again. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { call } from '../../bridge.ts'
import { forgetOffer, tellMany } from '../../changes/undo.ts'
import { showFailure } from '../../ui/toasts.ts'
import { rowChanged } from './library.ts'
import { closeConversation, refreshLibrary, rowsOf, useLibrary } from './library-store.ts'
import { neighbourOf, noSelection, selectOnly } from './selection.ts'

export async function openRow(key: number): Promise<void> {
  const [row] = await rowsOf([key])
  if (row) useLibrary.setState({ open: { conversationId: row.id, target: null } })
}

export function startRenaming(key: number): void {
  useLibrary.setState({ renaming: key })
}

export function stopRenaming(): void {
  useLibrary.setState({ renaming: null })
}

/** Gives a conversation a new title. Throws the AppError with which the archive refuses it. */
export async function rename(key: number, title: string): Promise<void> {
  const [row] = await rowsOf([key])
  if (!row) return
  const renamed = await call('library.rename', { id: row.id, title })
  forgetOffer()
  useLibrary.setState((state) => rowChanged(state, key, renamed))
}

/** Rows of conversations that an action is about; the ones that are gone are left out. */
export async function existingRowsOf(keys: readonly number[]): Promise<LibraryRow[]> {
  return (await rowsOf(keys)).filter((row) => row !== null)
}

/** Does something to some conversations; answers whether it was done. */
export type Work = (rows: readonly LibraryRow[]) => Promise<boolean>

/**
 * Does something to the selected conversations. Where they leave the list by it, its next row is selected, and opened
 * if what is open was among them.
 */
export async function actOnSelection(work: Work): Promise<void> {
  const { selection, spine, open } = useLibrary.getState()
  const rows = await existingRowsOf([...selection.keys])
  if (rows.length === 0) return
  const next = neighbourOf(selection, spine?.keys ?? [])
  if (!(await work(rows))) return
  await refreshLibrary()
  const { spine: listed } = useLibrary.getState()
  if (listed?.keys.some((key) => selection.keys.has(key))) return
  useLibrary.setState({ selection: next === null ? noSelection : selectOnly(next) })
  if (open === null || rows.every(({ id }) => id !== open.conversationId)) return
  if (next === null) closeConversation()
  else await openRow(next)
}

/** Does something to the conversation that the reader shows, which may stand in the list or not. */
export async function actOnOpen(row: LibraryRow, work: Work): Promise<void> {
  const { selection, rows } = useLibrary.getState()
  const [only] = selection.keys
  const isSelected = selection.keys.size === 1 && only !== undefined && rows.get(only)?.row.id === row.id
  if (isSelected) return actOnSelection(work)
  await work([row])
}

/** Moves conversations to the trash. */
export const moveToTrash: Work = async (rows) =>
  await tell(
    rows,
    'This could not be moved to the trash',
    (whom) => `Moved ${whom} to the trash`,
    async (ids) => {
      const { moved, left } = await call('library.moveToTrash', { ids })
      return { changed: moved, left }
    },
  )

/** Takes conversations out of the trash, back to where they were. */
export const restore: Work = async (rows) =>
  await tell(
    rows,
    'This could not be restored',
    (whom) => `Restored ${whom}`,
    async (ids) => {
      const { restored, left } = await call('library.restore', { ids })
      return { changed: restored, left }
    },
  )

/** Archives conversations, marks them as favorites, or does neither any more; `said` names it for the toast. */
export function statusWork(status: 'active' | 'archived' | 'favorite', said: string): Work {
  return async (rows) =>
    await tell(
      rows,
      'This could not be changed',
      (whom) => `${said}: ${whom}`,
      async (ids) => await call('library.setStatus', { ids, status }),
    )
}

async function tell(
  rows: readonly LibraryRow[],
  failure: string,
  said: (whom: string) => string,
  work: (ids: string[]) => Promise<{ readonly changed: number; readonly left: number }>,
): Promise<boolean> {
  try {
    const done = await work(rows.map(({ id }) => id))
    const only = rows.length === 1 ? (rows[0]?.title ?? null) : null
    tellMany(said, done, { asked: rows.length, only })
    return true
  } catch (error) {
    showFailure(failure, error)
    return false
  }
}
