/** Tags: making, changing, deleting them, and giving them to conversations. What an import names is conversation-rows.ts's work. */
import { AppError } from '@shared/contract/app-error.ts'
import type { Tag, TagColor } from '@shared/contract/tags.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'
import { conversationIdOf } from './conversation-id.ts'
import { storable } from './well-formed.ts'

export interface TagOrder {
  readonly by: 'name' | 'count' | 'position'
  readonly direction: 'ascending' | 'descending'
}

const names = new Intl.Collator('en', { numeric: true })

/** All tags with their numbers of conversations outside the trash; equal ones by name. */
export function listTags(archive: Archive, { by, direction }: TagOrder): Tag[] {
  const counts = countsOf(archive)
  const tags = archive
    .statement<[], Omit<Tag, 'conversations'>>(`SELECT ${tagColumns} FROM tags`)
    .all()
    .map((tag) => ({ ...tag, conversations: counts.get(tag.id) ?? 0 }))
  const sign = direction === 'ascending' ? 1 : -1
  return tags.toSorted((one, other) => {
    const byName = names.compare(one.name, other.name)
    switch (by) {
      case 'name':
        return sign * byName
      case 'count':
        return sign * (one.conversations - other.conversations) || byName
      case 'position':
        return sign * (one.position - other.position) || byName
    }
  })
}

export interface NewTag {
  readonly name: string
  readonly color: TagColor | null
  readonly description: string | null
}

/** Makes a tag; one that has the name already is left as it is. Answers it. */
export function createTag(archive: Archive, { name, color, description }: NewTag, now: number): Tag {
  return inBatch(archive, () => tagOf(archive, idOfTag(archive, { name, color, description }, now)))
}

/** The row id of a tag by its name; one that is new is made. */
function idOfTag(archive: Archive, { name, color, description }: NewTag, now: number): number {
  const stored = storable(name)
  archive
    .statement(
      `INSERT INTO tags (name, color, description, by_reader, created_at, updated_at) VALUES (?, ?, ?, 1, ?, ?)
       ON CONFLICT (name) DO NOTHING`,
    )
    .run(stored, color, storable(description), now, now)
  const id = archive.statement<[string], number>('SELECT id FROM tags WHERE name = ?').pluck().get(stored)
  if (id === undefined) throw new Error('A tag that was just made is gone')
  return id
}

export interface TagChange {
  readonly id: number
  readonly name?: string | undefined
  readonly color?: TagColor | null | undefined
  readonly description?: string | null | undefined
  readonly position?: number | undefined
  /** Whether a tag that has the name already takes this one over. */
  readonly merge: boolean
}

/** Changes what is given; @throws AppError `not-found`, `invalid-input` where another tag has the name and `merge` is not set */
export function changeTag(archive: Archive, change: TagChange, now: number): Tag {
  return inBatch(archive, () => {
    const before = tagOf(archive, change.id)
    const name = change.name === undefined ? before.name : storable(change.name)
    const other = archive
      .statement<[string, number], { id: number }>('SELECT id FROM tags WHERE name = ? AND id <> ?')
      .get(name, before.id)
    if (other !== undefined && !change.merge) {
      throw new AppError(
        'invalid-input',
        `There is a tag “${name}” already. Choose another name, or merge the two.`,
      )
    }
    if (other !== undefined) {
      giveAllToOther(archive, before.id, other.id)
      archive.statement('DELETE FROM tags WHERE id = ?').run(before.id)
    }
    const kept = other === undefined ? before : tagOf(archive, other.id)
    const { color = kept.color, description = kept.description, position = kept.position } = change
    archive
      .statement(
        'UPDATE tags SET name = ?, color = ?, description = ?, position = ?, by_reader = 1, updated_at = ? WHERE id = ?',
      )
      .run(name, color, storable(description), position, now, kept.id)
    return tagOf(archive, kept.id)
  })
}

/** Deletes a tag, and takes it from its conversations; @throws AppError `not-found` */
export function removeTag(archive: Archive, id: number): Tag {
  return inBatch(archive, () => {
    const tag = tagOf(archive, id)
    archive.statement('DELETE FROM tags WHERE id = ?').run(id)
    return tag
  })
}

/** Gives tags to conversations; a new name is made. Answers how many conversations had lacked one of them. */
export function addTags(
  archive: Archive,
  ids: readonly string[],
  given: readonly string[],
  now: number,
): number {
  return inBatch(archive, () => {
    const changed = new Set<number>()
    for (const name of new Set(given.map((one) => storable(one)))) {
      const id = idOfTag(archive, { name, color: null, description: null }, now)
      const added = archive
        .statement<[number, string], { id: number }>(
          `INSERT INTO conversation_tags (conversation_id, tag_id)
           SELECT conversations.id, ? FROM json_each(?) AS wanted JOIN conversations ON uuid = wanted.value WHERE true
           ON CONFLICT (conversation_id, tag_id) DO NOTHING RETURNING conversation_id AS id`,
        )
        .all(id, JSON.stringify(ids))
      for (const { id: conversationId } of added) changed.add(conversationId)
    }
    return changed.size
  })
}

/** Takes tags away from conversations; answers how many had had one. The tags themselves stay. */
export function takeTags(archive: Archive, ids: readonly string[], taken: readonly string[]): number {
  const removed = inBatch(archive, () =>
    archive
      .statement<[string, string], { id: number }>(
        `DELETE FROM conversation_tags
         WHERE conversation_id IN (SELECT id FROM conversations WHERE uuid IN (SELECT value FROM json_each(?)))
           AND tag_id IN (SELECT id FROM tags WHERE name IN (SELECT value FROM json_each(?)))
         RETURNING conversation_id AS id`,
      )
      .all(JSON.stringify(ids), JSON.stringify(taken.map((one) => storable(one)))),
  )
  return new Set(removed.map(({ id }) => id)).size
}

/** Gives a conversation exactly these tags; answers them. @throws AppError `not-found` */
export function replaceTags(archive: Archive, id: string, wanted: readonly string[], now: number): string[] {
  return inBatch(archive, () => {
    const rowId = conversationIdOf(archive, id)
    const stored = [...new Set(wanted.map((one) => storable(one)))]
    const before = archive
      .statement<[number], { name: string }>(
        'SELECT name FROM conversation_tags JOIN tags ON tags.id = tag_id WHERE conversation_id = ?',
      )
      .all(rowId)
      .map((row) => row.name)
    takeTags(
      archive,
      [id],
      before.filter((name) => !stored.includes(name)),
    )
    addTags(archive, [id], stored, now)
    return stored
  })
}

const tagColumns = `id, name, color, description, position, created_at AS createdAt, updated_at AS updatedAt`

function countsOf(archive: Archive): Map<number, number> {
  const counts = archive
    .statement<[], { id: number; count: number }>(
      `SELECT tag_id AS id, count(*) AS count FROM conversation_tags WHERE status <> 'deleted' GROUP BY tag_id`,
    )
    .all()
  return new Map(counts.map(({ id, count }) => [id, count]))
}

/** A tag by its id; @throws AppError `not-found` */
export function tagOf(archive: Archive, id: number): Tag {
  const tag = archive
    .statement<[number], Omit<Tag, 'conversations'>>(`SELECT ${tagColumns} FROM tags WHERE id = ?`)
    .get(id)
  if (tag === undefined)
    throw new AppError('not-found', 'This tag is no longer there. Load the list of tags again.')
  return { ...tag, conversations: countOf(archive, id) }
}

function countOf(archive: Archive, id: number): number {
  const row = archive
    .statement<[number], { count: number }>(
      `SELECT count(*) AS count FROM conversation_tags WHERE tag_id = ? AND status <> 'deleted'`,
    )
    .get(id)
  return row?.count ?? 0
}

function giveAllToOther(archive: Archive, from: number, to: number): void {
  archive
    .statement(
      `INSERT INTO conversation_tags (conversation_id, tag_id)
       SELECT conversation_id, ? FROM conversation_tags WHERE tag_id = ? ORDER BY id
       ON CONFLICT (conversation_id, tag_id) DO NOTHING`,
    )
    .run(to, from)
}

/** Gives some of the conversations that have a tag another in its place; answers how many had it. */
export function giveToOther(archive: Archive, ids: readonly string[], from: number, to: number): number {
  return inBatch(archive, () => {
    archive
      .statement(
        `INSERT INTO conversation_tags (conversation_id, tag_id)
         SELECT conversation_id, ? FROM conversation_tags
         WHERE tag_id = ? AND ${ofConversations} ORDER BY id
         ON CONFLICT (conversation_id, tag_id) DO NOTHING`,
      )
      .run(to, from, JSON.stringify(ids))
    return takeTag(archive, ids, from)
  })
}

/** Takes one tag from some conversations; answers how many had it. */
export function takeTag(archive: Archive, ids: readonly string[], tagId: number): number {
  return inBatch(
    archive,
    () =>
      archive
        .statement(`DELETE FROM conversation_tags WHERE tag_id = ? AND ${ofConversations}`)
        .run(tagId, JSON.stringify(ids)).changes,
  )
}

const ofConversations =
  'conversation_id IN (SELECT id FROM conversations WHERE uuid IN (SELECT value FROM json_each(?)))'
