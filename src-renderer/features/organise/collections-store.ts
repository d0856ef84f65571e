/** The reader's collections, and what is done to them: each change can be undone. */
import type { Collection } from '@shared/contract/organise.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { forgetOffer, tellChange } from '../../changes/undo.ts'
import { counted } from '../../ui/counts.ts'
import { askQuestion } from '../../ui/questions.ts'
import { showFailure } from '../../ui/toasts.ts'

interface Collections {
  readonly collections: readonly Collection[]
  /** Ids of the conversations that are to be put into one; null while the picker is closed. */
  readonly adding: readonly string[] | null
  /** Whether the name of a new one is being asked for. */
  readonly isNaming: boolean
}

export const useCollections = create<Collections>()(() => ({
  collections: [],
  adding: null,
  isNaming: false,
}))

/** In ms: an import changes the archive many times a second. */
const pause = 400

let timer: number | null = null

/** Follows a change of the archive. */
export function refreshCollectionsSoon(): void {
  timer ??= window.setTimeout(() => {
    timer = null
    void refreshCollections()
  }, pause)
}

async function refreshCollections(): Promise<void> {
  try {
    useCollections.setState({ collections: await call('collections.list', {}) })
  } catch (error) {
    showFailure('The collections could not be read', error)
  }
}

/** Opens the picker for conversations that are to be put into a collection; null closes it. */
export function pickCollection(adding: readonly string[] | null): void {
  if (adding === null || adding.length > 0) useCollections.setState({ adding })
}

/** Asks for the name of a new collection, or stops asking. */
export function nameCollection(isNaming: boolean): void {
  useCollections.setState({ isNaming })
}

/** Throws the AppError with which the archive refuses it. */
export async function createCollection(name: string): Promise<Collection> {
  const made = await call('collections.create', { name })
  await refreshCollections()
  tellChange(`Collection “${made.name}” made`)
  return made
}

/** Throws the AppError with which the archive refuses it. */
export async function renameCollection(id: number, name: string): Promise<void> {
  await call('collections.change', { id, name })
  await refreshCollections()
  forgetOffer()
}

/** Removes a collection; its conversations stay. Answers whether it is gone. */
export async function removeCollection({ id, name, conversations }: Collection): Promise<boolean> {
  const isWanted =
    conversations === 0 ||
    (await askQuestion({
      title: `Remove the collection “${name}”?`,
      text: `Its ${counted(conversations, 'conversation')} stay in the library. This can be undone until Stemma closes.`,
      confirm: 'Remove collection',
      cancel: 'Keep it',
    }))
  if (!isWanted) return false
  try {
    const { left } = await call('collections.remove', { id })
    await refreshCollections()
    if (left === 0) tellChange(`Collection “${name}” removed`)
    else tellChange('Stopped', `${counted(left, 'conversation')} are still in “${name}”.`)
    return left === 0
  } catch (error) {
    showFailure('The collection could not be removed', error)
    return false
  }
}

/** Moves a collection one line up or down among the others. */
export async function moveCollection(id: number, by: -1 | 1): Promise<void> {
  const ids = useCollections.getState().collections.map((collection) => collection.id)
  const from = ids.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= ids.length) return
  try {
    await call('collections.order', { ids: ids.toSpliced(from, 1).toSpliced(to, 0, id) })
    await refreshCollections()
    forgetOffer()
  } catch (error) {
    showFailure('The collections could not be put in order', error)
  }
}

/** Puts conversations into a collection, and says how many of them are new in it. */
export async function addToCollection(
  collection: Pick<Collection, 'id' | 'name'>,
  ids: readonly string[],
): Promise<void> {
  try {
    const { changed, left } = await call('collections.add', { id: collection.id, ids: [...ids] })
    tellChange(
      changed === 0
        ? `Already in “${collection.name}”`
        : `${counted(changed, 'conversation')} added to “${collection.name}”`,
      stoppedText(left),
    )
  } catch (error) {
    showFailure('They could not be added to the collection', error)
  }
}

/** Answers whether they are out of it. */
export async function takeFromCollection(id: number, ids: readonly string[]): Promise<boolean> {
  try {
    const { changed, left } = await call('collections.take', { id, ids: [...ids] })
    tellChange(`${counted(changed, 'conversation')} taken out of the collection`, stoppedText(left))
    return true
  } catch (error) {
    showFailure('They could not be taken out of the collection', error)
    return false
  }
}

function stoppedText(left: number): string | undefined {
  return left === 0 ? undefined : `Stopped; ${counted(left, 'conversation')} were left as they were.`
}
