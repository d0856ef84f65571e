/** Reads one conversation: its bones for the viewer, its messages a window at a time, or all of it for an export. */
import { AppError } from '@shared/contract/app-error.ts'
import type { MessageSpine, OpenConversation, ShownMessage } from '@shared/contract/conversation.ts'
import { roles, type Attachment, type Conversation, type Message, type Role } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { buildTree, newestLeafUnder } from '@shared/tree.ts'
import type { Archive } from './archive.ts'
import { uuidOfBytes } from './ids.ts'
import { rowColumns, tagsOf, toLibraryRows, type StoredRow } from './library-rows.ts'
import { flagsFrom } from './message-flags.ts'
import { extraColumn } from './message-rows.ts'
import { restoreParts, type StoredParts } from './stored-parts.ts'
import {
  visibleAmong,
  visibleMessages,
  type LinkedMessage,
  type VisibleMessages,
} from './visible-messages.ts'

interface Head extends StoredRow {
  readonly source_id: string | null
  readonly title_by_reader: number
  readonly original_title: string | null
  readonly shown_leaf: number | null
  readonly options: string | null
  readonly extra: string | null
}

/** What the viewer needs to draw a conversation before it asks for messages; @throws AppError `not-found` */
export function openConversation(archive: Archive, id: string): OpenConversation {
  const head = readHead(archive, id)
  const [row] = toLibraryRows(archive, [head])
  if (row === undefined) throw new Error('A stored row gave no row of the library')
  const { spine, indexOf } = readSpine(archive, head.id)
  return {
    row,
    originalTitle: head.original_title,
    sourceId: head.source_id,
    endpoint: head.endpoint,
    options: parseObject(head.options),
    imports: archive
      .statement<[number], OpenConversation['imports'][number]>(
        `SELECT imports.id AS importId, file, sha256, format_name AS formatName, importer_version AS importerVersion,
           started_at AS at
         FROM import_items JOIN imports ON imports.id = import_id
         WHERE conversation_id = ? ORDER BY imports.id`,
      )
      .all(head.id),
    spine,
    shownLeaf: shownLeafOf({ parents: spine.parents, indexOf }, head.shown_leaf),
  }
}

/** Messages of a conversation by their keys, in the order asked; null for one that is not in it. */
export function readMessages(archive: Archive, id: string, keys: readonly number[]): (ShownMessage | null)[] {
  const { id: rowId } = readHead(archive, id)
  const wanted = JSON.stringify(keys)
  const stored = archive
    .statement<[string, number], StoredMessage>(
      `SELECT ${messageColumns} FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value
         JOIN texts ON texts.id = messages.id
       WHERE conversation_id = ? AND deletion_id IS NULL`,
    )
    .all(wanted, rowId)
  const attachments = groupAttachments(
    archive
      .statement<[string], StoredAttachmentRow>(
        `SELECT message_id, ref, hash, mime, missing FROM json_each(?) AS wanted
           CROSS JOIN attachments ON message_id = wanted.value
         ORDER BY attachments.id`,
      )
      .all(wanted),
  )
  const shown = new Map(stored.map((row) => [row.id, shownMessage(row, attachments.get(row.id) ?? [])]))
  return keys.map((key) => shown.get(key) ?? null)
}

/** One message with all that the archive holds of it; @throws AppError `not-found` */
export function readMessage(archive: Archive, id: string, messageKey: number): Message {
  const { id: rowId } = readHead(archive, id)
  const row = archive
    .statement<
      [number, number],
      StoredMessage & { source_id: string | null; extra: string | null; parent: Buffer | null }
    >(
      `SELECT ${messageColumns}, source_id, ${extraColumn},
         (SELECT parents.uuid FROM messages AS parents WHERE parents.id = messages.parent_id) AS parent
       FROM messages JOIN texts ON texts.id = messages.id LEFT JOIN extras ON extras.message_id = messages.id
       WHERE messages.id = ? AND conversation_id = ? AND deletion_id IS NULL`,
    )
    .get(messageKey, rowId)
  if (row === undefined) {
    throw new AppError(
      'not-found',
      'This message is not in the archive any more. Open its conversation again.',
    )
  }
  const attachments = archive
    .statement<[number], StoredAttachmentRow>(
      'SELECT message_id, ref, hash, mime, missing FROM attachments WHERE message_id = ? ORDER BY id',
    )
    .all(row.id)
  const { key: _key, ...message } = shownMessage(row, groupAttachments(attachments).get(row.id) ?? [])
  return {
    ...message,
    sourceId: row.source_id,
    parentId: row.parent === null ? null : uuidOfBytes(row.parent),
    extra: parseObject(row.extra),
  }
}

/** The key of a message by its id; null for one that is not in the conversation. @throws AppError `not-found` */
export function messageKeyOf(archive: Archive, id: string, messageId: string): number | null {
  const { id: rowId } = readHead(archive, id)
  const rows = archive
    .statement<[number], { id: number; uuid: Buffer }>(
      'SELECT id, uuid FROM messages WHERE conversation_id = ? AND deletion_id IS NULL',
    )
    .all(rowId)
  return rows.find(({ uuid }) => uuidOfBytes(uuid) === messageId)?.id ?? null
}

/** A whole conversation with all its messages, parents before children; @throws AppError `not-found` */
export function readConversation(archive: Archive, id: string): Conversation {
  const head = readHead(archive, id)
  const stored = archive
    .statement<[number], StoredMessage & LinkedMessage & { source_id: string | null; extra: string | null }>(
      `SELECT ${messageColumns}, parent_id, deletion_id, source_id, ${extraColumn} FROM messages JOIN texts ON texts.id = messages.id
         LEFT JOIN extras ON message_id = messages.id
       WHERE conversation_id = ? ORDER BY seq`,
    )
    .all(head.id)
  const attachments = groupAttachments(
    archive
      .statement<[number], StoredAttachmentRow>(
        'SELECT message_id, ref, hash, mime, missing FROM attachments WHERE conversation_id = ? ORDER BY id',
      )
      .all(head.id),
  )
  const visible = visibleMessages(stored)
  const uuids = visible.rows.map((row) => uuidOfBytes(row.uuid))
  const messages = visible.rows.map((row, index): Message => {
    const { key: _key, ...message } = shownMessage(row, attachments.get(row.id) ?? [])
    return {
      ...message,
      sourceId: row.source_id,
      parentId: uuids[visible.parents[index] ?? -1] ?? null,
      extra: parseObject(row.extra),
    }
  })
  return {
    id: head.uuid,
    source: head.source,
    sourceId: head.source_id,
    type: head.type,
    status: head.status,
    title: head.title_by_reader === 1 ? head.title : head.original_title,
    endpoint: head.endpoint,
    model: head.model,
    createdAt: head.created_at,
    updatedAt: head.updated_at,
    tags: tagsOf(archive, [head.id]).get(head.id) ?? [],
    activeLeafId: uuids[activeLeafOf(visible, head.shown_leaf)] ?? null,
    options: parseObject(head.options),
    extra: parseObject(head.extra),
    messages,
  }
}

/** Remembers the branch that the reader looks at by the key of its last message; @throws AppError `not-found` */
export function showBranch(archive: Archive, id: string, leafKey: number): void {
  const { changes } = archive
    .statement(
      `UPDATE conversations SET shown_leaf = :leaf, shown_by_reader = 1
       WHERE uuid = :uuid AND EXISTS (SELECT 1 FROM messages WHERE messages.id = :leaf AND conversation_id = conversations.id AND deletion_id IS NULL)`,
    )
    .run({ uuid: id, leaf: leafKey })
  if (changes === 0) throw new AppError('not-found', `There is no message ${leafKey} in conversation ${id}.`)
}

/** The row of a conversation; @throws AppError `not-found` */
export function readHead(archive: Archive, id: string): Head {
  const head = archive
    .statement<[string], Head>(
      `SELECT ${rowColumns}, source_id, title_by_reader, original_title, shown_leaf, options, extra
       FROM conversations WHERE uuid = ?`,
    )
    .get(id)
  if (head !== undefined) return head
  throw new AppError('not-found', `There is no conversation ${id} in the archive. Load the list again.`)
}

/**
 * The tree of a conversation without its texts. Columns come out of SQLite as JSON, few of them and only numbers: to make
 * a row of each of a million messages takes three times as long.
 */
function readSpine(
  archive: Archive,
  rowId: number,
): { readonly spine: MessageSpine; readonly indexOf: (id: number | null) => number } {
  const columns = archive
    .statement<[number], Record<'ids' | 'parents' | 'looks' | 'lengths', string>>(
      `SELECT json_group_array(id) AS ids, json_group_array(parent_id) AS parents, json_group_array(look) AS looks,
         json_group_array(length) AS lengths
       FROM (SELECT id, parent_id, flags * ${roles.length} + ${numberOfRole} AS look, length
             FROM messages WHERE conversation_id = ? ORDER BY seq)`,
    )
    .get(rowId)
  const ids = JSON.parse(columns?.ids ?? '[]') as number[]
  const looks = JSON.parse(columns?.looks ?? '[]') as number[]
  const lengths = JSON.parse(columns?.lengths ?? '[]') as number[]
  const deleted = deletedIn(archive, rowId)
  const { positions, parents, indexOf } = visibleAmong({
    ids,
    parentIds: JSON.parse(columns?.parents ?? '[]') as (number | null)[],
    isDeleted: (position) => deleted.has(ids[position] ?? -1),
  })
  const spine = {
    keys: Float64Array.from(positions, (position) => ids[position] ?? -1),
    parents,
    roles: Uint8Array.from(positions, (position) => (looks[position] ?? 0) % roles.length),
    hidden: Uint8Array.from(positions, (position) => {
      const flags = Math.floor((looks[position] ?? 0) / roles.length)
      return flagsFrom(flags).isHidden ? 1 : 0
    }),
    lengths: Float64Array.from(positions, (position) => lengths[position] ?? 0),
  }
  return { spine, indexOf }
}

/** SQL for the place of a message's role in `roles`. */
const numberOfRole = `CASE role ${roles.map((role, place) => `WHEN '${role}' THEN ${place}`).join(' ')} END`

/** Row ids of the messages of a conversation that are in the trash. */
function deletedIn(archive: Archive, rowId: number): ReadonlySet<number> {
  return new Set(
    archive
      .statement<[number], number>(
        `SELECT messages.id FROM deletions CROSS JOIN messages
           ON deletion_id = deletions.id AND messages.conversation_id = deletions.conversation_id
         WHERE deletions.conversation_id = ?`,
      )
      .pluck()
      .all(rowId),
  )
}

/** Index of the leaf to show: under the message that was chosen, in case the conversation has gone on below it. */
function shownLeafOf(
  { parents, indexOf }: Pick<VisibleMessages<LinkedMessage>, 'parents' | 'indexOf'>,
  chosen: number | null,
): number {
  return newestLeafUnder(buildTree(parents), indexOf(chosen))
}

/** Index of the leaf that was chosen, -1 when neither the source nor the reader chose one. */
function activeLeafOf(visible: VisibleMessages<LinkedMessage>, chosen: number | null): number {
  return visible.indexOf(chosen) < 0 ? -1 : shownLeafOf(visible, chosen)
}

const messageColumns = 'messages.id, uuid, role, sender, model, created_at, flags, text, parts'

interface StoredMessage extends StoredParts {
  readonly id: number
  readonly uuid: Buffer
  readonly role: Role
  readonly sender: string | null
  readonly model: string | null
  readonly created_at: number | null
  readonly flags: number
}

function shownMessage(row: StoredMessage, attachments: readonly Attachment[]): ShownMessage {
  return {
    key: row.id,
    id: uuidOfBytes(row.uuid),
    role: row.role,
    sender: row.sender,
    model: row.model,
    createdAt: row.created_at,
    ...flagsFrom(row.flags),
    parts: restoreParts(row),
    attachments,
  }
}

interface StoredAttachmentRow extends Attachment {
  readonly message_id: number
}

function groupAttachments(rows: readonly StoredAttachmentRow[]): Map<number, Attachment[]> {
  const groups = new Map<number, Attachment[]>()
  for (const { message_id: id, ...attachment } of rows) {
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [attachment])
    else group.push(attachment)
  }
  return groups
}

function parseObject(json: string | null): JsonObject | null {
  return json === null ? null : (JSON.parse(json) as JsonObject)
}
