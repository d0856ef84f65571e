/**
 * The tables of the archive as drizzle sees them.
 *
 * What makes them is the SQL in resources/migrations/, with its indexes, checks and reasons; a test holds the two
 * together.
 */
import type { ActivityArea } from '@shared/contract/activity.ts'
import type { TagColor } from '@shared/contract/tags.ts'
import type { ConversationStatus, ConversationType, Role } from '@shared/conversation.ts'
import type { DatasetFile, DatasetReport, TrainerCheck } from '@shared/datasets/dataset.ts'
import type { DataFormatId, FileFormatId } from '@shared/datasets/formats.ts'
import type { DatasetOptions, DatasetSelection } from '@shared/datasets/options.ts'
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
  trashedAt: integer('trashed_at'),
})

export const tags = sqliteTable('tags', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  color: text().$type<TagColor>(),
  description: text(),
  position: integer().notNull().default(0),
  byReader: integer('by_reader', { mode: 'boolean' }).notNull().default(false),
  createdAt: integer('created_at'),
  updatedAt: integer('updated_at'),
})

export const conversationTags = sqliteTable('conversation_tags', {
  id: integer().primaryKey({ autoIncrement: true }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  tagId: integer('tag_id')
    .notNull()
    .references(() => tags.id, { onDelete: 'cascade' }),
  status: text().$type<ConversationStatus>().notNull().default('active'),
  sortUpdated: integer('sort_updated').notNull().default(0),
  sortCreated: integer('sort_created').notNull().default(0),
  sortTitle: text('sort_title').notNull().default(''),
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
  deletionId: integer('deletion_id'),
})

export const texts = sqliteTable('texts', {
  id: integer()
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  text: text(),
  parts: text(),
  extra: text(),
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
  choice: text(),
  rereadOf: integer('reread_of'),
  runner: text(),
  begunWith: integer('begun_with'),
})

export const originals = sqliteTable('originals', {
  hash: text().primaryKey(),
  size: integer().notNull(),
  storedSize: integer('stored_size').notNull(),
  isPacked: integer('is_packed', { mode: 'boolean' }).notNull(),
})

export const importOriginals = sqliteTable('import_originals', {
  id: integer().primaryKey(),
  importId: integer('import_id')
    .notNull()
    .references(() => imports.id, { onDelete: 'cascade' }),
  part: integer().notNull(),
  name: text().notNull(),
  hash: text()
    .notNull()
    .references(() => originals.hash),
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

export const notes = sqliteTable('notes', {
  id: integer().primaryKey({ autoIncrement: true }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  messageId: integer('message_id').references(() => messages.id, { onDelete: 'cascade' }),
  text: text().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const collections = sqliteTable('collections', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  description: text(),
  position: integer().notNull(),
  createdAt: integer('created_at').notNull(),
})

export const collectionItems = sqliteTable('collection_items', {
  id: integer().primaryKey({ autoIncrement: true }),
  collectionId: integer('collection_id')
    .notNull()
    .references(() => collections.id, { onDelete: 'cascade' }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  position: integer().notNull(),
  status: text().$type<ConversationStatus>().notNull().default('active'),
  sortUpdated: integer('sort_updated').notNull().default(0),
  sortCreated: integer('sort_created').notNull().default(0),
  sortTitle: text('sort_title').notNull().default(''),
})

export const savedSearches = sqliteTable('saved_searches', {
  id: integer().primaryKey({ autoIncrement: true }),
  name: text().notNull().unique(),
  query: text().notNull(),
  position: integer().notNull(),
  createdAt: integer('created_at').notNull(),
})

export const copies = sqliteTable('copies', {
  conversationId: integer('conversation_id')
    .primaryKey()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  originalUuid: text('original_uuid').notNull(),
  kind: text().$type<'fork' | 'duplicate'>().notNull(),
  messageUuid: blob('message_uuid', { mode: 'buffer' }),
  madeAt: integer('made_at').notNull(),
})

export const deletions = sqliteTable('deletions', {
  id: integer().primaryKey({ autoIncrement: true }),
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  what: text().$type<'message' | 'branch'>().notNull(),
  deletedAt: integer('deleted_at').notNull(),
  emptiedAt: integer('emptied_at'),
})

export const emptiedKeys = sqliteTable('emptied_keys', {
  messageId: integer('message_id')
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  key: text().notNull(),
})

export const activity = sqliteTable('activity', {
  id: integer().primaryKey({ autoIncrement: true }),
  at: integer().notNull(),
  area: text().$type<ActivityArea>().notNull(),
  action: text().notNull(),
  conversations: integer().notNull(),
  conversationUuid: text('conversation_uuid'),
  summary: text().notNull(),
})

export const insights = sqliteTable('insights', {
  conversationId: integer('conversation_id')
    .primaryKey()
    .references(() => conversations.id, { onDelete: 'cascade' }),
  changeSeq: integer('change_seq').notNull(),
  timeZone: text('time_zone').notNull(),
})

export const insightFacts = sqliteTable('insight_facts', {
  conversationId: integer('conversation_id')
    .notNull()
    .references(() => insights.conversationId, { onDelete: 'cascade' }),
  kind: text().$type<'day' | 'model' | 'words' | 'language'>().notNull(),
  key: text().notNull(),
  count: integer().notNull(),
})

export const htmlArchives = sqliteTable('html_archives', {
  id: integer().primaryKey(),
  fileName: text('file_name').notNull().unique(),
  assistantId: text('assistant_id').notNull(),
  assistantName: text('assistant_name').notNull(),
  source: text(),
  days: integer(),
  from: integer('period_from').notNull(),
  to: integer('period_to').notNull(),
  createdAt: integer('created_at').notNull(),
  size: integer().notNull(),
  conversations: integer().notNull(),
  messages: integer().notNull(),
  hasData: integer('has_data', { mode: 'boolean' }).notNull(),
  removedAt: integer('removed_at'),
  removedFor: text('removed_for').$type<'count' | 'age'>(),
  pages: integer().notNull().default(1),
})

export const datasets = sqliteTable('datasets', {
  id: integer().primaryKey(),
  name: text().notNull(),
  version: integer().notNull(),
  dataFormat: text('data_format').$type<DataFormatId>().notNull(),
  fileFormat: text('file_format').$type<FileFormatId>().notNull(),
  fileName: text('file_name').notNull(),
  createdAt: integer('created_at').notNull(),
  folder: text().notNull().unique(),
  records: integer().notNull(),
  conversations: integer().notNull(),
  size: integer().notNull(),
  options: text({ mode: 'json' }).$type<DatasetOptions>().notNull(),
  selection: text({ mode: 'json' }).$type<DatasetSelection>().notNull(),
  files: text({ mode: 'json' }).$type<readonly DatasetFile[]>().notNull(),
  report: text({ mode: 'json' }).$type<DatasetReport>().notNull(),
  trainerCheck: text('trainer_check', { mode: 'json' }).$type<TrainerCheck>().notNull(),
})

export const insightTotals = sqliteTable('insight_totals', {
  kind: text().$type<'day' | 'model' | 'words' | 'language'>().notNull(),
  key: text().notNull(),
  count: integer().notNull(),
})
