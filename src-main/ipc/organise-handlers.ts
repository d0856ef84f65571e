/** Answers for putting conversations in order: statuses, titles, copies, the trash. Every change can be undone, but deleting for good. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Handlers } from '@shared/contract/contract.ts'
import { deleteAllPhrase, type organiseCommands } from '@shared/contract/organise.ts'
import { duplicateConversation, forkConversation, forkSizes } from '../archive/copy-conversation.ts'
import {
  deleteAgain,
  deletedMessages,
  deleteMessages,
  openDeletions,
  readDeletion,
  removeMessages,
  restoreMessages,
} from '../archive/delete-messages.ts'
import { firstExchange } from '../archive/first-exchange.ts'
import { libraryRow, moveToTrash, restoreFromTrash } from '../archive/library.ts'
import { relativesOf } from '../archive/relatives.ts'
import { useOriginalTitle } from '../archive/rename-conversation.ts'
import { headsOf } from '../archive/row-changes.ts'
import { idsOfPlace } from '../archive/statuses.ts'
import { noteActivity } from '../archive/activity.ts'
import { suggestTitle } from '../titles/suggest-title.ts'
import { changeOf, changeOfMany } from './change-of.ts'
import type { HandlerParts } from './handler-parts.ts'

type Names = Extract<
  keyof typeof organiseCommands,
  | `library.${string}`
  | `trash.${string}`
  | `message.${string}`
  | `conversation.${string}`
  | `changes.${string}`
>

const statusLabels = { active: 'Back to the library', archived: 'Archive', favorite: 'Favorite' } as const
const statusSummaries = {
  active: 'Back in the library.',
  archived: 'Archived.',
  favorite: 'Marked as favorite.',
} as const

export function organiseHandlers({ archive, jobs, changes, changed }: HandlerParts): Handlers<Names> {
  /** A conversation that was made can only be undone by moving it to the trash: it may have been changed since. */
  function keepCopy(label: string, action: string, summary: string, make: () => string): string {
    const id = changes.makeBy(changeOf(label, action, summary, 1), make, (made) => ({
      undo: () => moveToTrash(archive, [made]),
      redo: () => restoreFromTrash(archive, [made]),
    }))
    changed()
    return id
  }

  return {
    'library.setStatus': async ({ ids, status }) => {
      const label = statusLabels[status]
      const { changed: count, left } = await changes.makeMany(
        changeOfMany(label, `status.${status}`, statusSummaries[status], ids),
        { kind: 'status', ids, status },
      )
      changed()
      return { changed: count, left }
    },
    'library.suggestTitle': ({ id }) => ({ title: suggestTitle(firstExchange(archive, id)) }),
    'library.useOriginalTitle': ({ id }) => {
      changes.make(
        changeOf('Original title', 'title.original', 'The original title was given back.', 1, id),
        [headsOf([id])],
        () => useOriginalTitle(archive, id),
      )
      changed()
      return libraryRow(archive, id)
    },
    'library.deleteAll': async ({ confirmation }) => {
      if (confirmation.trim().toLowerCase() !== deleteAllPhrase) {
        throw new AppError(
          'invalid-input',
          `Nothing was deleted. To move everything to the trash, type “${deleteAllPhrase}”.`,
        )
      }
      const summary = 'All conversations were moved to the trash.'
      const { changed: moved, ...rest } = await changes.makeMany(
        changeOfMany('Delete all conversations', 'trash.all', summary, null, 'delete'),
        { kind: 'trash', ids: 'library' },
      )
      changed()
      return { moved, ...rest }
    },

    'trash.remove': ({ ids }) => jobs.start({ kind: 'delete', ids, deletions: [] }),
    'trash.empty': () =>
      jobs.start({ kind: 'delete', ids: idsOfPlace(archive, 'trash'), deletions: openDeletions(archive) }),
    'trash.messages': (page) => deletedMessages(archive, page),
    'message.delete': ({ id, key, what }) => {
      // Deleted once more, it goes to the trash under another number.
      let deletionId = -1
      const remove = (): { deletionId: number; messages: number } => {
        const deleted = deleteMessages(archive, { id, key, what }, Date.now())
        deletionId = deleted.deletionId
        return deleted
      }
      const label = what === 'message' ? 'Delete message' : 'Delete branch'
      const summary =
        what === 'message' ? 'A message was moved to the trash.' : 'A branch was moved to the trash.'
      const deleted = changes.makeBy(
        changeOf(label, `trash.${what}`, summary, 1, id, 'delete'),
        remove,
        () => ({ undo: () => restoreMessages(archive, deletionId), redo: remove }),
      )
      changed()
      return deleted
    },
    'message.restore': ({ deletionId }) => {
      const deletion = readDeletion(archive, deletionId)
      const restore = (): { messages: number } => restoreMessages(archive, deletionId)
      const summary = 'Messages were taken out of the trash.'
      const restored = changes.makeBy(
        changeOf('Restore messages', 'trash.restoreMessages', summary, 1, deletion.conversation),
        restore,
        () => ({ undo: () => deleteAgain(archive, deletion), redo: restore }),
      )
      changed()
      return restored
    },
    'message.remove': ({ deletionId }) => {
      const removed = removeMessages(archive, deletionId, Date.now())
      noteActivity(archive, {
        area: 'delete',
        action: 'delete.messages',
        summary: `Deleted for good: messages ${removed.messages}.`,
        conversations: 1,
      })
      changed()
      return removed
    },

    'conversation.forkPreview': (place) => forkSizes(archive, place),
    'conversation.fork': (request) =>
      libraryRow(
        archive,
        keepCopy('Fork', 'fork', 'A fork was made.', () => forkConversation(archive, request, Date.now())),
      ),
    'conversation.duplicate': (request) =>
      libraryRow(
        archive,
        keepCopy('Duplicate', 'duplicate', 'A copy was made.', () =>
          duplicateConversation(archive, request, Date.now()),
        ),
      ),
    'conversation.relatives': ({ id }) => relativesOf(archive, id),

    'changes.next': () => changes.next(),
    'changes.undo': async () => {
      const undone = await changes.undo()
      changed()
      return undone
    },
    'changes.redo': async () => {
      const redone = await changes.redo()
      changed()
      return redone
    },
  }
}
