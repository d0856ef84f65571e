/**
 * Reads the conversations of a backup's database: a copy of it of our own, brought to today's form.
 *
 * A backup holds an archive, so the archive's own code reads it. What stands in its rows is a stranger's all the same, and
 * is checked before it is handed on.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { tagColors } from '@shared/contract/tags.ts'
import { wholeConversation } from '@shared/html-archive.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { Origin } from '@shared/origin.ts'
import { z } from 'zod'
import type { Archive } from '../../archive/archive.ts'
import { uuidOfBytes } from '../../archive/ids.ts'
import { openArchive } from '../../archive/open.ts'
import { readConversation } from '../../archive/read-conversation.ts'
import { checkDatabase } from '../../backup/check-database.ts'
import { databaseName } from '../../backup/manifest.ts'
import { deepestNesting, isNestedDeeper } from '../nesting.ts'
import type { Member, Source } from '../source.ts'
import { spool } from '../source/spool.ts'

export type StoredConversation =
  | { readonly kind: 'conversation'; readonly conversation: Conversation; readonly origin: Origin }
  | { readonly kind: 'failed'; readonly title: string; readonly reason: string }

/** Rows that are asked for at once. */
const page = 500
/** A value of a conversation stands in a message, in its list, in the conversation. */
const levelsAround = 8

/**
 * The conversations of a backup's database, the oldest first, and how many there are.
 *
 * @throws AppError `corrupt-file`, `archive-newer`, `disk-full`, `cancelled`
 */
export async function* storedConversations(
  source: Source,
  database: Member,
  signal: AbortSignal,
): AsyncGenerator<StoredConversation & { readonly total: number }, void, undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-backup-'))
  try {
    const path = join(folder, databaseName)
    await spool(source.read(database, signal), path, source.name)
    checkDatabase(path, source.name)
    const archive = openArchive(folder)
    try {
      const total = Number(archive.db.prepare('SELECT count(*) FROM conversations').pluck().get())
      for (const row of rowsOf(archive)) yield { ...read(archive, row), total }
    } finally {
      archive.close()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Row {
  readonly id: number
  readonly uuid: string
  readonly title: string
  readonly title_by_reader: number
  readonly original_title: string | null
  readonly source_id: string | null
  readonly content_hash: Buffer | null
}

function* rowsOf(archive: Archive): Generator<Row> {
  let last = 0
  for (;;) {
    const rows = archive
      .statement<[number, number], Row>(
        `SELECT id, uuid, title, title_by_reader, original_title, source_id, content_hash FROM conversations
         WHERE id > ? ORDER BY id LIMIT ?`,
      )
      .all(last, page)
    yield* rows
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.id
  }
}

function read(archive: Archive, row: Row): StoredConversation {
  const { title } = row
  try {
    const stored = readConversation(archive, row.uuid)
    if (isNestedDeeper(stored, deepestNesting + levelsAround)) {
      return { kind: 'failed', title, reason: `It is nested more than ${deepestNesting} levels deep.` }
    }
    const checked = wholeConversation.safeParse({ ...stored, title: row.original_title })
    if (!checked.success) {
      const [issue] = checked.error.issues
      const where = `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
      return { kind: 'failed', title, reason: `This is not a conversation as Stemma writes it: ${where}` }
    }
    return { kind: 'conversation', conversation: checked.data, origin: originOf(archive, row) }
  } catch (error) {
    const { kind, message } = toErrorValue(error)
    if (kind === 'bug' && !(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
    return { kind: 'failed', title, reason: error instanceof AppError ? message : 'It is damaged.' }
  }
}

const note = z.object({
  messageId: z.instanceof(Buffer).nullable(),
  text: z.string(),
  createdAt: z.number().int(),
  updatedAt: z.number().int(),
})
const tagLook = z.object({
  name: z.string(),
  // A colour of a later version is none here.
  color: z.enum(tagColors).nullable().catch(null),
  description: z.string().nullable(),
})

function originOf(archive: Archive, row: Row): Origin {
  const notes = archive
    .statement<[number]>(
      `SELECT messages.uuid AS messageId, text, notes.created_at AS createdAt, updated_at AS updatedAt
       FROM notes LEFT JOIN messages ON messages.id = message_id
       WHERE notes.conversation_id = ? AND deletion_id IS NULL AND (message_id IS NULL OR messages.id IS NOT NULL)`,
    )
    .all(row.id)
  const tags = archive
    .statement<[number]>(
      `SELECT name, color, description FROM conversation_tags JOIN tags ON tags.id = tag_id WHERE conversation_id = ?`,
    )
    .all(row.id)
  return {
    contentHash: row.source_id === null ? (row.content_hash?.toString('hex') ?? null) : null,
    reader: {
      title: row.title_by_reader === 1 ? row.title : null,
      notes: z
        .array(note)
        .parse(notes)
        .map(({ messageId, ...rest }) => ({
          messageId: messageId === null ? null : uuidOfBytes(messageId),
          ...rest,
        })),
      tags: z.array(tagLook).parse(tags),
    },
  }
}
