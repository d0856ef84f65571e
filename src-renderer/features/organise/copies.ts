/** Copies and titles of one conversation: duplicating, suggesting a title, giving back the original one. */
import type { LibraryRow } from '@shared/contract/library.ts'
import { call } from '../../bridge.ts'
import { tellChange } from '../../changes/undo.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'

/** Makes a copy of everything in a conversation; answers it, or null where it could not be made. */
export async function duplicate(id: string): Promise<LibraryRow | null> {
  try {
    const row = await call('conversation.duplicate', { id })
    tellChange(`Duplicated: “${row.title}”`)
    return row
  } catch (error) {
    showFailure('The conversation could not be duplicated', error)
    return null
  }
}

/** Gives a conversation the title that its first exchange suggests. */
export async function suggestTitle(id: string): Promise<void> {
  try {
    const { title } = await call('library.suggestTitle', { id })
    if (title === null) {
      showToast({ tone: 'neutral', title: 'There is nothing in it to make a title of' })
      return
    }
    const { row } = await call('conversation.open', { id })
    if (row.title === title) {
      showToast({ tone: 'neutral', title: 'It has the suggested title already' })
      return
    }
    await call('library.rename', { id, title })
    tellChange(`Renamed to “${title}”`)
  } catch (error) {
    showFailure('No title could be suggested', error)
  }
}

/** Gives a conversation back the title that its source gave. */
export async function giveBackTitle(id: string): Promise<void> {
  try {
    const { title } = await call('library.useOriginalTitle', { id })
    tellChange(`Back to “${title}”`)
  } catch (error) {
    showFailure('The original title could not be given back', error)
  }
}
