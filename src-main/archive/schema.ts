/**
 * The tables of the archive as drizzle sees them.
 *
 * What makes them is the SQL in resources/migrations/, with its indexes, checks and reasons; a test holds the two
 * together.
 */
import type { ConversationStatus, ConversationType, Role } from '@shared/conversation.ts'
import type { EndState } from '@shared/job.ts'
import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const settings = sqliteTable('settings', {
  key: text().primaryKey(),
  value: text().notNull(),
})

export const counters = sqliteTable('counters', {
  name: text().primaryKey(),
  value: integer().notNull(),
})

export const conversations = sqliteTable('conversations', {
  id: integer().primaryKey(),
  uuid: text().notNull().unique(),
  source: text().notNull(),
  sourceId: text('source_id'),
  contentHash: blob('content_hash', { mode: 'buffer' }),
  type: text().$type<ConversationType>().notNull(),
  status: text().$type<ConversationStatus>().notNull(),
  statusBefore: text('status_before').$type<Exclude<ConversationStatus, 'deleted'>>(),
  title: text().notNull(),
  titleByReader: integer('title_by_reader', { mode: 'boolean' }).notNull().default(false),
  originalTitle: text('original_title'),
  originalTags: text('original_tags').notNull().default('[]'),
  endpoint: text(),
  model: text(),
  createdAt: integer('created_at'),
  updatedAt: integer('updated_at'),
  sortCreated: integer('sort_created').notNull(),
  sortUpdated: integer('sort_updated').notNull(),
  sortTitle: text('sort_title').notNull(),
  undated: integer({ mode: 'boolean' }).notNull().default(false),
  shownLeaf: integer('shown_leaf'),
  shownByReader: integer('shown_by_reader', { mode: 'boolean' }).notNull().default(false),
  options: text(),
  extra: text(),
  messages: integer().notNull(),
  branches: integer().notNull(),
  changeSeq: integer('change_seq').notNull(),
})

export const tags = sqliteTable('tags', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
})

export const conversationTags = sqliteTable('conversation_tags', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  tagId: integer('tag_id')
    .notNull()
    .references(() => tags.id, { onDelete: 'cascade' }),
})

export const messages = sqliteTable('messages', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  parentId: integer('parent_id'),
  seq: integer().notNull(),
  uuid: blob({ mode: 'buffer' }).notNull(),
  sourceId: text('source_id'),
  role: text().$type<Role>().notNull(),
  sender: text(),
  model: text(),
  createdAt: integer('created_at'),
  flags: integer().notNull().default(0),
  length: integer().notNull(),
  importId: integer('import_id'),
})

export const texts = sqliteTable('texts', {
  id: integer()
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  text: text(),
  parts: text(),
})

export const extras = sqliteTable('extras', {
  messageId: integer('message_id')
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  extra: text().notNull(),
})

export const files = sqliteTable('files', {
  hash: text().primaryKey(),
  size: integer().notNull(),
  mime: text(),
})

export const attachments = sqliteTable('attachments', {
  id: integer().primaryKey(),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  messageId: integer('message_id')
    .notNull()
    .references(() => messages.id, { onDelete: 'cascade' }),
  ref: text().notNull(),
  hash: text().references(() => files.hash),
  mime: text(),
  missing: text(),
})

export const fingerprints = sqliteTable('fingerprints', {
  fingerprint: text().primaryKey(),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  importId: integer('import_id'),
})

export const imports = sqliteTable('imports', {
  id: integer().primaryKey(),
  file: text().notNull(),
  format: text(),
  formatName: text('format_name'),
  importerVersion: integer('importer_version'),
  state: text().$type<EndState | 'running'>().notNull(),
  startedAt: integer('started_at').notNull(),
  finishedAt: integer('finished_at'),
  found: integer().notNull().default(0),
  new: integer().notNull().default(0),
  updated: integer().notNull().default(0),
  unchanged: integer().notNull().default(0),
  skipped: integer().notNull().default(0),
  failed: integer().notNull().default(0),
  report: text(),
  sha256: text(),
  canUndo: integer('can_undo', { mode: 'boolean' }).notNull().default(false),
  undoneAt: integer('undone_at'),
})

export const importItems = sqliteTable('import_items', {
  id: integer().primaryKey(),
  importId: integer('import_id')
    .notNull()
    .references(() => imports.id, { onDelete: 'cascade' }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  result: text().$type<'new' | 'updated'>().notNull(),
  addedMessages: integer('added_messages').notNull(),
})

export const replaced = sqliteTable('replaced', {
  id: integer().primaryKey(),
  importId: integer('import_id')
    .notNull()
    .references(() => imports.id, { onDelete: 'cascade' }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  messageId: integer('message_id').references(() => messages.id, { onDelete: 'cascade' }),
  before: text().notNull(),
})

export const unusedFiles = sqliteTable('unused_files', {
  hash: text().primaryKey(),
})
