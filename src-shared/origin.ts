/**
 * What goes with a conversation that comes out of another archive: what it was recognised by there, and what its reader
 * had made of it. The importer of backups tells it, the archive takes it in where nobody has done the same.
 */
import type { TagColor } from './contract/tags.ts'

export interface ReaderNote {
  /** `id` of the message that it is on; null for a note on the conversation itself. */
  readonly messageId: string | null
  readonly text: string
  readonly createdAt: number
  readonly updatedAt: number
}

export interface TagLook {
  readonly name: string
  readonly color: TagColor | null
  readonly description: string | null
}

export interface ReaderMarks {
  /** Null where the title was the source's. */
  readonly title: string | null
  readonly notes: readonly ReaderNote[]
  /** How its tags looked. */
  readonly tags: readonly TagLook[]
}

export interface Origin {
  /** What recognises it where its source gave it no id, in hex: it may have grown or been renamed since it was made. */
  readonly contentHash: string | null
  readonly reader: ReaderMarks
}
