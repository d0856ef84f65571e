/** Conversations that say exactly the same: asked for when they are to be reviewed, and again when the archive changes. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { DuplicateGroup } from '@shared/contract/search.ts'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'

interface Duplicates {
  /** Null until the archive has answered. */
  readonly groups: readonly DuplicateGroup[] | null
  readonly total: number
  readonly next: string | null
  readonly failure: string | null
}

const pageSize = 50

export const useDuplicates = create<Duplicates>()(() => ({
  groups: null,
  total: 0,
  next: null,
  failure: null,
}))

let asked = 0

/** Asks for as many groups as are shown, or for the first page. */
export async function findDuplicates(): Promise<void> {
  const ticket = ++asked
  const shown = useDuplicates.getState().groups?.length ?? 0
  try {
    const limit = Math.min(Math.max(shown, pageSize), 200)
    const page = await call('search.duplicates', { limit })
    if (ticket === asked) useDuplicates.setState({ ...page, failure: null })
  } catch (error) {
    if (ticket === asked) useDuplicates.setState({ groups: null, failure: toErrorValue(error).message })
  }
}

export async function showMoreDuplicates(): Promise<void> {
  const { next: cursor } = useDuplicates.getState()
  if (cursor === null) return
  const ticket = ++asked
  try {
    const page = await call('search.duplicates', { limit: pageSize, cursor })
    if (ticket !== asked) return
    useDuplicates.setState(({ groups }) => ({ ...page, groups: [...(groups ?? []), ...page.groups] }))
  } catch (error) {
    showFailure('No further duplicates could be read', error)
  }
}

/** Moves one of several that say the same to the trash, and offers to undo it. */
export async function trashDuplicate({ id, title }: LibraryRow): Promise<void> {
  try {
    await call('library.moveToTrash', { ids: [id] })
    await findDuplicates()
    showToast({
      tone: 'neutral',
      title: `Moved “${title}” to the trash`,
      actions: [{ label: 'Undo', run: () => void takeBack(id) }],
    })
  } catch (error) {
    showFailure('This could not be moved to the trash', error)
  }
}

async function takeBack(id: string): Promise<void> {
  try {
    await call('library.restore', { ids: [id] })
    await findDuplicates()
  } catch (error) {
    showFailure('This could not be restored', error)
  }
}
