/**
 * Puts back what an import had replaced in one conversation, by the notes that it took (replaced.ts).
 *
 * Which messages the import added, and which of them can go, is undo-import.ts's work.
 */
import type { Archive } from './archive.ts'
import { replaceParts, writeExtra } from './message-rows.ts'
import type { AttachmentBefore, HeadBefore, MessageBefore } from './replaced.ts'
import { putBackNote } from './reader-marks.ts'
import { titleSortKey } from './title.ts'

interface Note {
  readonly id: number
  readonly importId: number
  /** null for the conversation itself */
  readonly messageId: number | null
  readonly before: Record<string, unknown>
}

export interface PutBack {
  /** messages.id of those that got back more than their place. */
  readonly restored: ReadonlySet<number>
  /** messages.id of those to which other imports have added more than a place. */
  readonly enriched: ReadonlySet<number>
}

/** Takes the notes of an import out of a conversation and puts back what no later import has changed again. */
export function putBack(archive: Archive, importId: number, conversationId: number): PutBack {
  const restored = new Set<number>()
  const enriched = new Set<number>()
  for (const [messageId, notes] of notesOf(archive, conversationId)) {
    const at = notes.findIndex((note) => note.importId === importId)
    const note = notes[at]
    const others = notes.filter((other) => other !== note)
    if (messageId !== null && others.some(({ before }) => isMoreThanPlace(before))) enriched.add(messageId)
    if (note === undefined) continue
    const left = passOn(archive, note, notes.slice(at + 1))
    archive.statement('DELETE FROM replaced WHERE id = ?').run(note.id)
    if (messageId === null) {
      putBackHead(archive, conversationId, left as HeadBefore)
      continue
    }
    putBackMessage(archive, messageId, left as MessageBefore)
    if (isMoreThanPlace(left)) restored.add(messageId)
  }
  return { restored, enriched }
}

/** The notes of a conversation by what they are about, those of each in the order of the changes. */
function notesOf(archive: Archive, conversationId: number): Map<number | null, Note[]> {
  const rows = archive
    .statement<[number], { id: number; importId: number; messageId: number | null; before: string }>(
      `SELECT id, import_id AS importId, message_id AS messageId, before FROM replaced
       WHERE conversation_id = ? ORDER BY id`,
    )
    .all(conversationId)
  const notes = new Map<number | null, Note[]>()
  for (const row of rows) {
    const note = { ...row, before: JSON.parse(row.before) as Record<string, unknown> }
    const known = notes.get(note.messageId)
    if (known === undefined) notes.set(note.messageId, [note])
    else known.push(note)
  }
  return notes
}

function isMoreThanPlace(before: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(before).some((key) => key !== 'seq' && key !== 'parent_id')
}

/** Gives each thing of a note to the first later note of the same thing, and answers the rest: what is to be put back. */
function passOn(archive: Archive, note: Note, later: readonly Note[]): Record<string, unknown> {
  const left: Record<string, unknown> = {}
  const heirs = new Set<Note>()
  for (const [key, value] of Object.entries(note.before)) {
    const heir = later.find(({ before }) => Object.hasOwn(before, key))
    if (heir === undefined) left[key] = value
    else {
      heir.before[key] = value
      heirs.add(heir)
    }
  }
  for (const { id, before } of heirs) {
    archive.statement('UPDATE replaced SET before = ? WHERE id = ?').run(JSON.stringify(before), id)
  }
  return left
}

const messageColumns = ['sender', 'model', 'created_at', 'parent_id', 'seq'] as const

function putBackMessage(archive: Archive, id: number, before: MessageBefore): void {
  const { content, extra } = before
  if (content !== undefined) {
    replaceParts(archive, id, content, content.length)
    archive.statement('UPDATE messages SET flags = ? WHERE id = ?').run(content.flags, id)
  }
  for (const column of messageColumns) {
    const value = before[column]
    if (value === undefined) continue
    archive.statement(`UPDATE messages SET ${column} = ? WHERE id = ?`).run(value, id)
  }
  if (extra !== undefined) writeExtra(archive, id, extra)
  for (const [ref, attachment] of named<AttachmentBefore | null>(before, 'attachment ')) {
    if (attachment === null) {
      archive.statement('DELETE FROM attachments WHERE message_id = ? AND ref = ?').run(id, ref)
    } else {
      archive
        .statement(
          'UPDATE attachments SET hash = NULL, mime = ?, missing = ? WHERE message_id = ? AND ref = ?',
        )
        .run(attachment.mime, attachment.missing, id, ref)
    }
  }
}

const headColumns = ['type', 'original_title', 'endpoint', 'model', 'options', 'extra'] as const

/** Title, status and branch are put back only where the reader has not chosen another one since. */
function putBackHead(archive: Archive, id: number, before: HeadBefore): void {
  const { title, reader_title: readerTitle, status, shown_leaf: shownLeaf, times } = before
  for (const column of headColumns) {
    const value = before[column]
    if (value === undefined) continue
    archive.statement(`UPDATE conversations SET ${column} = ? WHERE id = ?`).run(value, id)
  }
  if (readerTitle !== undefined) {
    archive
      .statement('UPDATE conversations SET title_by_reader = 0 WHERE id = ? AND title = ?')
      .run(id, readerTitle)
  }
  for (const [place, text] of named<string>(before, 'note ')) putBackNote(archive, id, place, text)
  if (title !== undefined) {
    archive
      .statement('UPDATE conversations SET title = ?, sort_title = ? WHERE id = ? AND title_by_reader = 0')
      .run(title, titleSortKey(title), id)
  }
  if (shownLeaf !== undefined) {
    archive
      .statement('UPDATE conversations SET shown_leaf = ? WHERE id = ? AND shown_by_reader = 0')
      .run(shownLeaf, id)
  }
  if (status !== undefined) {
    archive
      .statement("UPDATE conversations SET status = 'active' WHERE id = ? AND status = ?")
      .run(id, status.became)
    archive
      .statement("UPDATE conversations SET status_before = 'active' WHERE id = ? AND status_before = ?")
      .run(id, status.became)
  }
  if (times !== undefined) {
    archive
      .statement(
        `UPDATE conversations SET created_at = :created_at, updated_at = :updated_at, sort_created = :sort_created,
           sort_updated = :sort_updated, undated = :undated
         WHERE id = :id`,
      )
      .run({ ...times, id })
  }
  putBackTags(archive, id, named<boolean>(before, 'tag '))
}

function putBackTags(
  archive: Archive,
  id: number,
  tags: readonly (readonly [name: string, isAdded: boolean])[],
): void {
  if (tags.length === 0) return
  const row = archive
    .statement<[number], { tags: string }>('SELECT original_tags AS tags FROM conversations WHERE id = ?')
    .get(id)
  const before = JSON.parse(row?.tags ?? '[]') as string[]
  const gone = new Set(tags.map(([name]) => name))
  archive
    .statement('UPDATE conversations SET original_tags = ? WHERE id = ?')
    .run(JSON.stringify(before.filter((name) => !gone.has(name))), id)
  for (const [name, isAdded] of tags) {
    if (!isAdded) continue
    archive
      .statement(
        'DELETE FROM conversation_tags WHERE conversation_id = ? AND tag_id = (SELECT id FROM tags WHERE name = ?)',
      )
      .run(id, name)
    archive
      .statement(
        `DELETE FROM tags WHERE name = ? AND by_reader = 0
         AND NOT EXISTS (SELECT 1 FROM conversation_tags WHERE tag_id = tags.id)`,
      )
      .run(name)
  }
}

/** The entries of a note whose keys begin alike, by the rest of the key. */
function named<Value>(before: object, beginning: string): (readonly [name: string, value: Value])[] {
  return Object.entries(before).flatMap(([key, value]) =>
    key.startsWith(beginning) ? [[key.slice(beginning.length), value as Value] as const] : [],
  )
}
