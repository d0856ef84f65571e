/**
 * Notes of what an import put something else in the place of, for the day it is undone.
 *
 * A note holds only what that import changed, as it was before. So an import can be taken out from among others: where a
 * later one changed the same thing, the later note inherits the earlier state; where none did, the state is put back.
 * Doing that is undo-import.ts's work.
 */
import type { ConversationStatus, ConversationType } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import type { StoredParts } from './stored-parts.ts'

/** What a message says; its columns stand or fall together. */
export interface ContentBefore extends StoredParts {
  readonly length: number
  readonly flags: number
}

export interface AttachmentBefore {
  readonly mime: string | null
  readonly missing: string | null
}

/** A stored message before an import changed it. The keys are columns where nothing else is said. */
export interface MessageBefore {
  readonly content?: ContentBefore
  readonly sender?: string | null
  readonly model?: string | null
  readonly created_at?: number | null
  /** JSON; null for none. */
  readonly extra?: string | null
  readonly parent_id?: number | null
  readonly seq?: number
  /** By its ref: an attachment without bytes; null for one that was not there. */
  readonly [attachment: `attachment ${string}`]: AttachmentBefore | null
}

export interface TimesBefore {
  readonly created_at: number | null
  readonly updated_at: number | null
  readonly sort_created: number
  readonly sort_updated: number
  readonly undated: number
}

/** A stored conversation before an import changed it. The keys are columns where nothing else is said. */
export interface HeadBefore {
  readonly type?: ConversationType
  readonly title?: string
  readonly original_title?: string | null
  readonly endpoint?: string | null
  readonly model?: string | null
  readonly shown_leaf?: number | null
  readonly options?: string | null
  readonly extra?: string | null
  readonly times?: TimesBefore
  /** What `active` was turned into. The reader may have changed it once more since. */
  readonly status?: { readonly became: ConversationStatus }
  /** By its name: a tag that the source had not named before; true when the conversation did not have it either. */
  readonly [tag: `tag ${string}`]: boolean
  /** The title that the reader of another archive had given it, put in the place of the source's. */
  readonly reader_title?: string
  /** By the messages.id it is on, or nothing for the conversation: a note that there was none in the place of. */
  readonly [note: `note ${string}`]: string
}

/** Where and for which import to take notes; null where that import brought the thing itself, which goes with it. */
export interface NotePlace {
  readonly importId: number
  readonly conversationId: number
  /** null for the conversation itself */
  readonly messageId: number | null
}

/** Notes what something was before; what the same import has noted of it already stands. */
export function noteReplaced(archive: Archive, place: NotePlace, before: MessageBefore | HeadBefore): void {
  if (Object.keys(before).length === 0) return
  const { importId, conversationId, messageId } = place
  const noted = archive
    .statement<unknown[], { id: number; before: string }>(
      'SELECT id, before FROM replaced WHERE conversation_id = ? AND message_id IS ? AND import_id = ?',
    )
    .get(conversationId, messageId, importId)
  if (noted === undefined) {
    archive
      .statement('INSERT INTO replaced (import_id, conversation_id, message_id, before) VALUES (?, ?, ?, ?)')
      .run(importId, conversationId, messageId, JSON.stringify(before))
    return
  }
  const joined = { ...before, ...(JSON.parse(noted.before) as object) }
  archive.statement('UPDATE replaced SET before = ? WHERE id = ?').run(JSON.stringify(joined), noted.id)
}
