/** The notes of the conversation that is open, and the one that is being written. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Note } from '@shared/contract/organise.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { forgetOffer, tellChange } from '../../changes/undo.ts'
import { showFailure } from '../../ui/toasts.ts'

interface Notes {
  readonly conversationId: string | null
  readonly notes: readonly Note[]
  /** The message whose note is being written. */
  readonly writing: number | null
}

export const useNotes = create<Notes>()(() => ({ conversationId: null, notes: [], writing: null }))

/** Reads the notes of a conversation, or none where nothing is open. */
export async function askForNotes(conversationId: string | null): Promise<void> {
  if (useNotes.getState().conversationId !== conversationId)
    useNotes.setState({ conversationId, notes: [], writing: null })
  if (conversationId === null) return
  try {
    const notes = await call('notes.of', { id: conversationId })
    useNotes.setState((now) => (now.conversationId === conversationId ? { notes } : now))
  } catch (error) {
    // That a conversation is gone, the reader itself says.
    if (toErrorValue(error).kind !== 'not-found') showFailure('The notes could not be read', error)
  }
}

/** Begins to write the note of a message; null ends it. */
export function writeNoteOf(messageKey: number | null): void {
  useNotes.setState({ writing: messageKey })
}

/** Keeps the note of a message, or of the conversation (null); an empty one is taken away. Answers whether it is kept. */
export async function keepNote(messageKey: number | null, text: string): Promise<boolean> {
  const { conversationId, notes } = useNotes.getState()
  if (conversationId === null) return false
  const before = notes.find((note) => note.messageKey === messageKey)
  if ((before?.text ?? '') === text) return true
  try {
    const note = await call('notes.write', { id: conversationId, messageKey, text })
    if (note === null) tellChange('Note deleted')
    else forgetOffer()
    await askForNotes(conversationId)
    return true
  } catch (error) {
    showFailure('The note could not be kept', error)
    return false
  }
}
