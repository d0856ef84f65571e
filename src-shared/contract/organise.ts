/** What a reader does to put the archive in order: statuses, titles, notes, collections, copies, the trash; and undoing it. */
import { z } from 'zod'
import type { Job } from '../job.ts'
import { command } from './command.ts'
import { conversationIds, type LeftOver, type LibraryRow, type LibrarySpine } from './library.ts'

export interface Note {
  /** The message it is about; null for one on the conversation itself. */
  readonly messageKey: number | null
  readonly text: string
  /** ms */
  readonly createdAt: number
  readonly updatedAt: number
}

/** A conversation that another was made from, or that was made from it. */
export interface Relative {
  /** Null when it is no longer in the archive. */
  readonly conversation: { readonly id: string; readonly title: string } | null
  readonly kind: 'fork' | 'duplicate'
  /** The message of the original at which a fork was made; null where it is gone. */
  readonly messageKey: number | null
  /** ms */
  readonly madeAt: number
}

export interface Collection {
  readonly id: number
  readonly name: string
  readonly description: string | null
  /** Those in the trash are not counted. */
  readonly conversations: number
}

/** A smart list. */
export interface SavedSearch {
  readonly id: number
  readonly name: string
  readonly query: string
}

/** A message or branch in the trash. */
export interface DeletedMessages {
  readonly deletionId: number
  readonly what: 'message' | 'branch'
  readonly conversation: { readonly id: string; readonly title: string }
  readonly messages: number
  /** How the first of them begins. */
  readonly beginning: string
  /** ms */
  readonly deletedAt: number
}

/** What would be undone or done again, in a few words for a menu ("Rename"); null when there is nothing. */
export interface NextChanges {
  readonly undo: string | null
  readonly redo: string | null
}

/**
 * What a fork takes of the tree: `path` the messages from the first one down to the chosen one; `related` these and every
 * other version of each of them, without what follows on the other versions; `level` every message of every branch down to the level of
 * the chosen one.
 */
export const forkOptions = ['path', 'related', 'level'] as const
export type ForkOption = (typeof forkOptions)[number]

export const deleteAllPhrase = 'delete all conversations'

const id = z.string().min(1)
const key = z.number().int()
const name = z.string().trim().min(1, 'A name cannot be empty.').max(200)
const description = z.string().trim().max(1024).nullable()
const forkRequest = {
  id,
  /** The message it is made at. */
  key,
  /**
   * *Start fork here*: leaves out all that stands above the level of the message; the option then counts from
   * `latestKey`, the message to end at (the newest one below the message when it is left out).
   */
  startHere: z.boolean().default(false),
  latestKey: key.nullable().default(null),
}

export const organiseCommands = {
  /** Archives, marks as favorite, or does neither any more. Conversations in the trash stay there, and change what they go back to. */
  'library.setStatus': command(
    z.object({ ids: conversationIds, status: z.enum(['active', 'archived', 'favorite']) }),
  ).answers<LeftOver & { readonly changed: number }>(),
  /** A title made of the first exchange, offline; null where there is nothing to make one of. Changes nothing. */
  'library.suggestTitle': command(z.object({ id })).answers<{ readonly title: string | null }>(),
  /** Gives back the title that the source gave. */
  'library.useOriginalTitle': command(z.object({ id })).answers<LibraryRow>(),
  /** Moves all conversations to the trash. `confirmation` is `deleteAllPhrase`, as typed by a person; case does not matter. */
  'library.deleteAll': command(z.object({ confirmation: z.string() })).answers<
    LeftOver & { readonly moved: number; readonly messages: number }
  >(),

  /** Removes conversations that are in the trash for good: rows, search rows, files that nothing else uses. Cannot be undone. */
  'trash.remove': command(z.object({ ids: conversationIds })).answers<Job>(),
  /** The same for all that is in the trash, messages too. Cannot be undone. */
  'trash.empty': command(z.object({})).answers<Job>(),

  /** Messages and branches in the trash, the last deleted first; of one conversation where `id` is given. */
  'trash.messages': command(
    z.object({
      id: id.nullable().default(null),
      limit: z.number().int().min(1).max(1000).default(200),
      before: z.number().int().nullable().default(null),
    }),
  ).answers<{ readonly deleted: readonly DeletedMessages[]; readonly next: number | null }>(),
  /** Moves a message, or one and all below it, to the trash. What answered a single message then answers what stood before it. */
  'message.delete': command(z.object({ id, key, what: z.enum(['message', 'branch']) })).answers<{
    readonly deletionId: number
    readonly messages: number
  }>(),
  'message.restore': command(z.object({ deletionId: key })).answers<{ readonly messages: number }>(),
  /** Empties messages that are in the trash: text, notes, and files that nothing else uses. Cannot be undone. */
  'message.remove': command(z.object({ deletionId: key })).answers<{ readonly messages: number }>(),

  /** How many messages each choice would take. */
  'conversation.forkPreview': command(z.object(forkRequest)).answers<Readonly<Record<ForkOption, number>>>(),
  /** Makes a new conversation of a part of one: "… (Fork)" where no title is given. Tags and notes on its messages go with it. */
  'conversation.fork': command(
    z.object({
      ...forkRequest,
      option: z.enum(forkOptions),
      title: z.string().trim().min(1).max(1024).nullable().default(null),
    }),
  ).answers<LibraryRow>(),
  /** Makes a copy of a conversation with everything in it but what is in the trash. */
  'conversation.duplicate': command(
    z.object({ id, title: z.string().trim().min(1).max(1024).nullable().default(null) }),
  ).answers<LibraryRow>(),
  /** What it was made from, and what was made from it, the oldest first. */
  'conversation.relatives': command(z.object({ id })).answers<{
    readonly original: Relative | null
    readonly copies: readonly Relative[]
  }>(),

  /** Notes on a conversation and its messages: its own first, then in the order of the messages. */
  'notes.of': command(z.object({ id })).answers<readonly Note[]>(),
  /** Writes the note of a conversation (`messageKey` null) or a message; an empty text takes it away. */
  'notes.write': command(
    z.object({ id, messageKey: key.nullable(), text: z.string().max(100_000) }),
  ).answers<Note | null>(),

  /** In the reader's order. */
  'collections.list': command(z.object({})).answers<readonly Collection[]>(),
  /** A name that another collection has is refused. */
  'collections.create': command(
    z.object({ name, description: description.default(null) }),
  ).answers<Collection>(),
  'collections.change': command(
    z.object({ id: key, name: name.optional(), description: description.optional() }),
  ).answers<Collection>(),
  /** The conversations stay; the collection too, where its reader stopped it. */
  'collections.remove': command(z.object({ id: key })).answers<LeftOver>(),
  /** Puts conversations at the end, in the order given; those in it already stay where they are. */
  'collections.add': command(z.object({ id: key, ids: conversationIds })).answers<
    LeftOver & { readonly changed: number }
  >(),
  'collections.take': command(z.object({ id: key, ids: conversationIds })).answers<
    LeftOver & { readonly changed: number }
  >(),
  /** Puts the conversations of a collection in this order; those not named follow in the order they had. */
  'collections.arrange': command(z.object({ id: key, ids: conversationIds })).answers<null>(),
  /** Puts conversations of a collection in front of another of it, or at the end (`before` null), in the order that they have. */
  'collections.move': command(z.object({ id: key, ids: conversationIds, before: id.nullable() })).answers<{
    readonly moved: number
  }>(),
  /** Puts the collections themselves in this order. */
  'collections.order': command(z.object({ ids: z.array(key).max(10_000) })).answers<null>(),
  /** The list of a collection in its own order, without the trash. Its other orders are lists of the library. */
  'collections.spine': command(z.object({ id: key })).answers<LibrarySpine>(),

  'searches.list': command(z.object({})).answers<readonly SavedSearch[]>(),
  /** How many conversations each smart list holds, by its id; asked for apart because each is a search. */
  'searches.counts': command(z.object({})).answers<
    readonly { readonly id: number; readonly conversations: number }[]
  >(),
  /** A name that another smart list has is refused. */
  'searches.create': command(
    z.object({ name, query: z.string().trim().min(1).max(1000) }),
  ).answers<SavedSearch>(),
  'searches.change': command(
    z.object({ id: key, name: name.optional(), query: z.string().trim().min(1).max(1000).optional() }),
  ).answers<SavedSearch>(),
  'searches.remove': command(z.object({ id: key })).answers<null>(),
  'searches.order': command(z.object({ ids: z.array(key).max(10_000) })).answers<null>(),

  'changes.next': command(z.object({})).answers<NextChanges>(),
  /**
   * Undoes the last change that was made through this app since it was opened; changes of others in between stay.
   * `done` names it, null when there was none; `skipped` counts what could not be put back because it has changed since or is gone.
   */
  'changes.undo': command(z.object({})).answers<ChangeUndone>(),
  /** Does again what was undone last. */
  'changes.redo': command(z.object({})).answers<ChangeUndone>(),
}

export interface ChangeUndone extends NextChanges {
  readonly done: string | null
  readonly skipped: number
  /** Conversations that are still to be undone, because its reader stopped it. */
  readonly left: number
}
