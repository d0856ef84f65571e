/** Reading one conversation: its head and the bones of its tree at once, its messages a window at a time. */
import { z } from 'zod'
import type { Attachment, Conversation, Part, Role } from '../conversation.ts'
import type { JsonObject } from '../json.ts'
import { command } from './command.ts'
import type { LibraryRow } from './library.ts'

/**
 * The tree without texts, a column each; the n-th entry of every column is the n-th message. A column is one block of
 * memory: a list crosses into the window value by value, which takes seconds for a million messages.
 */
export interface MessageSpine {
  /** Names a message to `conversation.messages` and in search hits. */
  readonly keys: Float64Array
  /** Index (not key) of the parent, -1 for a first message. */
  readonly parents: Int32Array
  /** Index in `roles`. */
  readonly roles: Uint8Array
  /** 1 for one that was hidden by the product it comes from, else 0. */
  readonly hidden: Uint8Array
  /** Characters of readable text: what a height is estimated from before it is measured. */
  readonly lengths: Float64Array
}

/** An import that brought a conversation or something of it. */
export interface ConversationOrigin {
  readonly importId: number
  readonly file: string
  /** SHA-256 of the file in hex, where it is known. */
  readonly sha256: string | null
  readonly formatName: string | null
  readonly importerVersion: number | null
  readonly at: number
}

export interface OpenConversation {
  readonly row: LibraryRow
  readonly originalTitle: string | null
  readonly sourceId: string | null
  readonly endpoint: string | null
  readonly options: JsonObject | null
  /** Where it came from, newest import last. */
  readonly imports: readonly ConversationOrigin[]
  readonly spine: MessageSpine
  /** Index of the last message of the branch to show; -1 when there is none. */
  readonly shownLeaf: number
}

/** A message as the viewer needs it. */
export interface ShownMessage {
  readonly key: number
  readonly id: string
  readonly role: Role
  readonly sender: string | null
  readonly model: string | null
  readonly createdAt: number | null
  readonly isError: boolean
  readonly isUnfinished: boolean
  readonly isHidden: boolean
  readonly parts: readonly Part[]
  readonly attachments: readonly Attachment[]
}

/** What a source said of a conversation or message, or what the archive holds of it where that is not to be had. */
export interface FoundRecord {
  readonly origin: RecordOrigin
  /** `conversation` also for a message that has no record of its own. */
  readonly of: 'message' | 'conversation'
  /** JSON in lines, every value as it was written. Of a long record the beginning. */
  readonly text: string
  readonly isWhole: boolean
  /** Characters of the record as it stands where it comes from. */
  readonly length: number
}

export type RecordOrigin =
  /** From the kept file of an import. */
  | { readonly from: 'original'; readonly file: string; readonly importedAt: number }
  | {
      readonly from: 'archive'
      /**
       * Why it is not from the file: forked or duplicated here; no file kept; a file in which a conversation is not one
       * record; not found in it; the kept file is damaged.
       */
      readonly why: 'made-here' | 'not-kept' | 'no-record' | 'not-found' | 'damaged'
    }

const id = z.string().min(1)
/** Null for the conversation itself. */
const messageKey = z.number().int().nullable()

export const conversationCommands = {
  'conversation.open': command(z.object({ id })).answers<OpenConversation>(),
  /** All of it at once, for those who write it somewhere else. */
  'conversation.read': command(z.object({ id })).answers<Conversation>(),
  /** Messages by key, in the order asked; a key that is gone gives null. */
  'conversation.messages': command(z.object({ id, keys: z.array(z.number().int()).max(500) })).answers<
    readonly (ShownMessage | null)[]
  >(),
  /** The key of a message by its id, which is how exports name it; null for one that is not there. */
  'conversation.messageKey': command(z.object({ id, messageId: z.string().min(1) })).answers<number | null>(),
  /** Remembers which branch the reader looks at: the key of its last message. */
  'conversation.showBranch': command(z.object({ id, leafKey: z.number().int() })).answers<null>(),
  /**
   * The record that a conversation or message was read from, out of the kept original. That may have to be searched: a job
   * of the kind `record` tells how far it is and can be cancelled; then this throws `cancelled`.
   */
  'conversation.findRecord': command(z.object({ id, messageKey })).answers<FoundRecord>(),
  /** Writes the whole record to the file `path`, as it was written; one that exists is replaced only when `replace` is set. */
  'conversation.saveRecord': command(
    z.object({ id, messageKey, path: z.string().min(1), replace: z.boolean().default(false) }),
  ).answers<null>(),
}
