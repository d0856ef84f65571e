/** What lies in the trash beside conversations, and what is taken out of it: back, or for good. */
import type { LibraryRow } from '@shared/contract/library.ts'
import type { DeletedMessages } from '@shared/contract/organise.ts'
import type { Job } from '@shared/job.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { tellChange } from '../../changes/undo.ts'
import { counted } from '../../ui/counts.ts'
import { askQuestion } from '../../ui/questions.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'

interface Trash {
  /** Messages and branches in the trash, the last deleted first; null until they are known. */
  readonly deleted: readonly DeletedMessages[] | null
  /** Where the next page begins; null after the last. */
  readonly next: number | null
}

export const useTrash = create<Trash>()(() => ({ deleted: null, next: null }))

/** In ms: an import changes the archive many times a second. */
const pause = 400

let timer: number | null = null

/** Follows a change of the archive. */
export function refreshTrashSoon(): void {
  timer ??= window.setTimeout(() => {
    timer = null
    void askForDeleted()
  }, pause)
}

export async function askForDeleted(): Promise<void> {
  try {
    useTrash.setState(await call('trash.messages', {}))
  } catch (error) {
    showFailure('The trash could not be read', error)
  }
}

export async function showMoreDeleted(): Promise<void> {
  const { next: before } = useTrash.getState()
  if (before === null) return
  try {
    const { deleted: more, next } = await call('trash.messages', { before })
    useTrash.setState(({ deleted }) => ({ deleted: [...(deleted ?? []), ...more], next }))
  } catch (error) {
    showFailure('The trash could not be read', error)
  }
}

/** Moves a message, or it and all that follows it, to the trash. */
export async function deleteMessages(id: string, key: number, what: 'message' | 'branch'): Promise<void> {
  try {
    const { messages } = await call('message.delete', { id, key, what })
    const title =
      what === 'message' ? 'Message moved to the trash' : `Moved ${counted(messages, 'message')} to the trash`
    tellChange(title)
  } catch (error) {
    showFailure('This could not be moved to the trash', error)
  }
}

export async function restoreDeleted({ deletionId }: DeletedMessages): Promise<void> {
  try {
    const { messages } = await call('message.restore', { deletionId })
    tellChange(`Restored ${counted(messages, 'message')}`)
    await askForDeleted()
  } catch (error) {
    showFailure('This could not be restored', error)
  }
}

export async function removeDeleted({ deletionId, messages }: DeletedMessages): Promise<void> {
  const isWanted = await askQuestion({
    title:
      messages === 1
        ? 'Delete this message for good?'
        : `Delete these ${counted(messages, 'message')} for good?`,
    text: 'Text, notes and files that nothing else uses are overwritten. This cannot be undone.',
    confirm: 'Delete for good',
    cancel: 'Keep it',
  })
  if (!isWanted) return
  try {
    await call('message.remove', { deletionId })
    showToast({ tone: 'neutral', title: `Deleted ${counted(messages, 'message')} for good` })
    await askForDeleted()
  } catch (error) {
    showFailure('This could not be deleted', error)
  }
}

/** Removes conversations of the trash for good, after one question. Answers whether that has begun. */
export async function removeForGood(rows: readonly LibraryRow[]): Promise<boolean> {
  const [only] = rows
  const what = rows.length === 1 && only ? `“${only.title}”` : counted(rows.length, 'conversation')
  const isWanted = await askQuestion({
    title: `Delete ${what} for good?`,
    text: 'Messages, notes and files that nothing else uses are overwritten. This cannot be undone. An import of the same file would bring it back.',
    confirm: 'Delete for good',
    cancel: 'Keep it',
  })
  if (!isWanted) return false
  try {
    await call('trash.remove', { ids: rows.map(({ id }) => id) })
    return true
  } catch (error) {
    showFailure('This could not be deleted', error)
    return false
  }
}

/** Removes all that is in the trash for good, after one question. */
export async function emptyTrash(conversations: number): Promise<void> {
  const hasMessages = useTrash.getState().deleted?.length !== 0
  const what = [
    ...(conversations > 0 || !hasMessages ? [counted(conversations, 'conversation')] : []),
    ...(hasMessages ? ['all deleted messages'] : []),
  ]
  const isWanted = await askQuestion({
    title: 'Empty the trash?',
    text: `This deletes ${what.join(' and ')} for good, by overwriting. It cannot be undone.`,
    confirm: 'Empty trash',
    cancel: 'Keep them',
  })
  if (!isWanted) return
  try {
    await call('trash.empty', {})
  } catch (error) {
    showFailure('The trash could not be emptied', error)
  }
}

/** Tells how deleting for good has ended. */
export function hearRemoval(job: Job): void {
  void askForDeleted()
  if (job.result?.kind === 'delete') {
    const { conversations, messages } = job.result
    const what = conversations > 0 ? counted(conversations, 'conversation') : counted(messages, 'message')
    showToast({ tone: 'neutral', title: `Deleted ${what} for good` })
  } else if (job.error !== null && job.state === 'failed') {
    showToast({ tone: 'failure', title: 'Not everything could be deleted', description: job.error.message })
  }
}
