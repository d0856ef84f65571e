/** What a reader does to tags, and with them: each change can be undone. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { Tag, TagColor } from '@shared/contract/tags.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { forgetOffer, tellChange, tellMany } from '../../changes/undo.ts'
import { refreshTags } from '../../tags/tags-store.ts'
import { counted } from '../../ui/counts.ts'
import { askQuestion } from '../../ui/questions.ts'
import { showFailure } from '../../ui/toasts.ts'

type TagDialogs = {
  /** What the form edits: a tag, a new one, or nothing while it is closed. */
  readonly edited: Tag | 'new' | null
  /** The conversations whose tags are chosen; null while the picker is closed. */
  readonly tagged: readonly Pick<LibraryRow, 'id' | 'title' | 'tags'>[] | null
}

export const useTagDialogs = create<TagDialogs>()(() => ({ edited: null, tagged: null }))

export function editTag(edited: Tag | 'new' | null): void {
  useTagDialogs.setState({ edited })
}

/** Opens the picker for the tags of some conversations; null closes it. */
export function pickTags(tagged: TagDialogs['tagged']): void {
  if (tagged === null || tagged.length > 0) useTagDialogs.setState({ tagged })
}

export interface TagForm {
  readonly name: string
  readonly color: TagColor | null
}

/** Throws the AppError with which the archive refuses it. */
export async function createTag({ name, color }: TagForm): Promise<void> {
  await call('tags.create', { name, color })
  await refreshTags()
  tellChange(`Tag “${name.trim()}” made`)
}

/** Changes a tag; `merge` lets another one of that name take it over. Throws the AppError with which it is refused. */
export async function changeTag(tag: Tag, change: Partial<TagForm>, merge = false): Promise<void> {
  await call('tags.change', { id: tag.id, merge, ...change })
  await refreshTags()
  if (merge) tellChange(`“${tag.name}” is now part of “${change.name}”`)
  else forgetOffer()
}

/** Deletes a tag; asked first where conversations have it. Answers whether it is gone. */
export async function removeTag({ id, name, conversations }: Tag): Promise<boolean> {
  const isWanted =
    conversations === 0 ||
    (await askQuestion({
      title: `Delete the tag “${name}”?`,
      text: `${counted(conversations, 'conversation')} will lose it and stay as they are otherwise. This can be undone until Stemma closes.`,
      confirm: 'Delete tag',
      cancel: 'Keep it',
    }))
  if (!isWanted) return false
  try {
    const { left } = await call('tags.remove', { id })
    await refreshTags()
    if (left === 0) tellChange(`Tag “${name}” deleted`)
    else tellChange('Stopped', `${counted(left, 'conversation')} still have the tag “${name}”.`)
    return left === 0
  } catch (error) {
    showFailure('The tag could not be deleted', error)
    return false
  }
}

/** More than these take a while: the status bar, over which the picker lies, shows how far it is and can stop it. */
const mostAtOnce = 200

/** Gives a tag to all of the conversations in the picker, or takes it from all of them. */
export async function toggleTag(name: string, isGiven: boolean): Promise<void> {
  const { tagged } = useTagDialogs.getState()
  if (tagged === null) return
  const ids = tagged.map(({ id }) => id)
  if (ids.length > mostAtOnce) pickTags(null)
  try {
    const done = await call(isGiven ? 'tags.add' : 'tags.take', { ids, names: [name] })
    await refreshTags()
    const changed = tagged.map((row) => ({
      ...row,
      tags: isGiven ? [...new Set([...row.tags, name])] : row.tags.filter((tag) => tag !== name),
    }))
    useTagDialogs.setState(({ tagged: now }) => ({ tagged: now === tagged ? changed : now }))
    tellMany(
      (whom) => (isGiven ? `Tag “${name}” added to ${whom}` : `Tag “${name}” taken from ${whom}`),
      done,
      { asked: tagged.length, only: tagged.length === 1 ? (tagged[0]?.title ?? null) : null },
    )
  } catch (error) {
    showFailure('The tags could not be changed', error)
  }
}
