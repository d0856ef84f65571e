-- The first form of the archive. Times are milliseconds since 1970 in UTC; NULL where nobody knows.
-- JSON columns have no CHECK (json_valid …): SQLite refuses to nest deeper than 1000, and what a source nests deeper
-- is to be kept too. They are written in one place each, by JSON.stringify.

CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The last number given out of each rising sequence.
CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO counters (name, value) VALUES ('change', 0);

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  source_id TEXT,
  -- Recognises a conversation that its source gave no id.
  content_hash BLOB,
  type TEXT NOT NULL CHECK (type IN ('chat', 'agent', 'graph')),
  status TEXT NOT NULL CHECK (status IN ('active', 'archived', 'favorite', 'deleted')),
  -- What a conversation in the trash goes back to.
  status_before TEXT CHECK (status_before IN ('active', 'archived', 'favorite')),
  -- What is shown: the reader's, else the source's, else the first words.
  title TEXT NOT NULL,
  title_by_reader INTEGER NOT NULL DEFAULT 0 CHECK (title_by_reader IN (0, 1)),
  original_title TEXT,
  -- Tags the source has named so far (JSON): one that the reader took away does not come back with the next import.
  original_tags TEXT NOT NULL DEFAULT '[]',
  endpoint TEXT,
  model TEXT,
  created_at INTEGER,
  updated_at INTEGER,
  sort_created INTEGER NOT NULL,
  sort_updated INTEGER NOT NULL,
  sort_title TEXT NOT NULL,
  -- 1 when nothing in it has a time: the sort times are then those of its import and are not shown.
  undated INTEGER NOT NULL DEFAULT 0 CHECK (undated IN (0, 1)),
  -- messages.id of the last message of the branch to show; NULL for the newest branch.
  shown_leaf INTEGER,
  shown_by_reader INTEGER NOT NULL DEFAULT 0 CHECK (shown_by_reader IN (0, 1)),
  options TEXT,
  extra TEXT,
  messages INTEGER NOT NULL,
  branches INTEGER NOT NULL,
  -- Rises over the whole archive; set anew whenever the title or a message changes. The search index follows it.
  change_seq INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX conversations_by_source_id ON conversations (source, source_id) WHERE source_id IS NOT NULL;
CREATE UNIQUE INDEX conversations_by_content ON conversations (source, content_hash) WHERE source_id IS NULL;
CREATE INDEX conversations_by_change ON conversations (change_seq);

-- One index for each order of the library, read forwards or backwards; the trash has its own, nearly empty ones. They
-- hold all that a list of keys and the counts need. `status` is among it because SQLite looks at it again for `<>`.
CREATE INDEX library_by_updated ON conversations (sort_updated, id, undated, status) WHERE status <> 'deleted';
CREATE INDEX library_by_created ON conversations (sort_created, id, undated, status) WHERE status <> 'deleted';
CREATE INDEX library_by_title ON conversations (sort_title, id, sort_updated, undated, status) WHERE status <> 'deleted';
CREATE INDEX library_source_by_updated ON conversations (source, sort_updated, id, undated, messages, status) WHERE status <> 'deleted';
CREATE INDEX library_source_by_created ON conversations (source, sort_created, id, undated, status) WHERE status <> 'deleted';
CREATE INDEX library_source_by_title ON conversations (source, sort_title, id, sort_updated, undated, status) WHERE status <> 'deleted';
CREATE INDEX trash_by_updated ON conversations (sort_updated, id, undated) WHERE status = 'deleted';
CREATE INDEX trash_by_created ON conversations (sort_created, id, undated) WHERE status = 'deleted';
CREATE INDEX trash_by_title ON conversations (sort_title, id, sort_updated, undated) WHERE status = 'deleted';

CREATE TABLE tags (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE conversation_tags (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
  UNIQUE (conversation_id, tag_id)
) STRICT;
CREATE INDEX conversation_tags_by_tag ON conversation_tags (tag_id);

-- Narrow on purpose: the bones of a tree and the groups of a search are read from here without their texts.
-- The id is the unix second of the message, moved to the next free integer, so that the newest hits of a full-text
-- search come first by themselves; messages without a time count up from 1.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  -- messages.id of the same conversation; no foreign key, since deleting would look for children of every message.
  parent_id INTEGER,
  -- Order in the conversation: parents before children, siblings in their order.
  seq INTEGER NOT NULL,
  uuid BLOB NOT NULL CHECK (length(uuid) = 16),
  source_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system', 'tool')),
  sender TEXT,
  model TEXT,
  created_at INTEGER,
  -- 1 error, 2 unfinished, 4 hidden by its source.
  flags INTEGER NOT NULL DEFAULT 0,
  -- UTF-16 units of readable text.
  length INTEGER NOT NULL
) STRICT;
CREATE INDEX messages_by_conversation ON messages (conversation_id, seq);

-- Exactly one is set: `text` for a message that is one plain text, else `parts` (JSON).
CREATE TABLE texts (
  id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  text TEXT,
  parts TEXT,
  CHECK ((text IS NULL) <> (parts IS NULL))
) STRICT;

CREATE TABLE extras (
  message_id INTEGER PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  extra TEXT NOT NULL
) STRICT;

CREATE TABLE files (
  -- SHA-256 in hex; the bytes are in files/ab/<hash>.
  hash TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  mime TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  message_id INTEGER NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
  ref TEXT NOT NULL,
  hash TEXT REFERENCES files (hash),
  mime TEXT,
  missing TEXT,
  UNIQUE (message_id, ref)
) STRICT;
CREATE INDEX attachments_by_conversation ON attachments (conversation_id);
CREATE INDEX attachments_missing ON attachments (conversation_id) WHERE hash IS NULL;
CREATE INDEX attachments_by_file ON attachments (hash) WHERE hash IS NOT NULL;

-- Records of files that have been taken in as they stand, so that they need not be parsed again.
CREATE TABLE fingerprints (
  fingerprint TEXT NOT NULL PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX fingerprints_by_conversation ON fingerprints (conversation_id);

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  file TEXT NOT NULL,
  format TEXT,
  format_name TEXT,
  importer_version INTEGER,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'refused', 'failed')),
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  found INTEGER NOT NULL DEFAULT 0,
  new INTEGER NOT NULL DEFAULT 0,
  updated INTEGER NOT NULL DEFAULT 0,
  unchanged INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,
  failed INTEGER NOT NULL DEFAULT 0,
  -- The report (JSON) without the conversation ids: those are in import_items.
  report TEXT
) STRICT;

-- In the order of the file.
CREATE TABLE import_items (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  result TEXT NOT NULL CHECK (result IN ('new', 'updated')),
  added_messages INTEGER NOT NULL,
  UNIQUE (import_id, conversation_id)
) STRICT;
CREATE INDEX import_items_by_conversation ON import_items (conversation_id);
