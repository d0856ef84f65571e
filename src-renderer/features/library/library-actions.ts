/** What a reader does to conversations from the list: open, rename, put in the trash, take out again. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { call } from '../../bridge.ts'
import { counted } from '../../ui/counts.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
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
  useLibrary.setState((state) => rowChanged(state, key, renamed))
}

/** Rows of conversations that an action is about; the ones that are gone are left out. */
export async function existingRowsOf(keys: readonly number[]): Promise<LibraryRow[]> {
  return (await rowsOf(keys)).filter((row) => row !== null)
}

/** Moves the selected conversations to the trash, goes to the next one, and offers to undo it. */
export async function moveSelectionToTrash(): Promise<void> {
  const { selection, spine, open } = useLibrary.getState()
  try {
    const rows = await existingRowsOf([...selection.keys])
    if (rows.length === 0) return
    const ids = rows.map((row) => row.id)
    const next = neighbourOf(selection, spine?.keys ?? [])
    await call('library.moveToTrash', { ids })
    useLibrary.setState({ selection: next === null ? noSelection : selectOnly(next) })
    if (open !== null && ids.includes(open.conversationId)) {
      if (next === null) closeConversation()
      else await openRow(next)
    }
    await refreshLibrary()
    showToast({
      tone: 'neutral',
      title: `Moved ${namesOf(rows)} to the trash`,
      actions: [{ label: 'Undo', run: () => void takeOutOfTrash(rows) }],
    })
  } catch (error) {
    showFailure('This could not be moved to the trash', error)
  }
}

/** Takes the selected conversations out of the trash. */
export async function restoreSelection(): Promise<void> {
  const { selection } = useLibrary.getState()
  const rows = await existingRowsOf([...selection.keys])
  if (rows.length > 0) await takeOutOfTrash(rows)
}

async function takeOutOfTrash(rows: readonly LibraryRow[]): Promise<void> {
  try {
    await call('library.restore', { ids: rows.map((row) => row.id) })
    await refreshLibrary()
    showToast({ tone: 'success', title: `Restored ${namesOf(rows)}` })
  } catch (error) {
    showFailure('This could not be restored', error)
  }
}

function namesOf(rows: readonly LibraryRow[]): string {
  const only = rows[0]
  return rows.length === 1 && only ? `“${only.title}”` : counted(rows.length, 'conversation')
}
