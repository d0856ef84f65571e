-- Tags with colours, notes, collections, smart lists, copies, the trash of messages, the activity log, insights.

-- Made anew, because ids must not be given out a second time: what undoing a change brings back is known by its id.
CREATE TABLE new_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  -- The name of a colour; NULL for none.
  color TEXT,
  description TEXT,
  -- Where the reader has put it among the others; 0 where nobody has.
  position INTEGER NOT NULL DEFAULT 0,
  -- 1 once the reader has made or changed it: it then stays when its last conversation goes.
  by_reader INTEGER NOT NULL DEFAULT 0 CHECK (by_reader IN (0, 1)),
  created_at INTEGER,
  updated_at INTEGER
) STRICT;
INSERT INTO new_tags (id, name) SELECT id, name FROM tags;

CREATE TABLE new_conversation_tags (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES new_tags (id) ON DELETE CASCADE,
  -- As in the conversation, which triggers see to: the list of a tag is then read from an index like the whole library.
  status TEXT NOT NULL DEFAULT 'active',
  sort_updated INTEGER NOT NULL DEFAULT 0,
  sort_created INTEGER NOT NULL DEFAULT 0,
  sort_title TEXT NOT NULL DEFAULT '',
  UNIQUE (conversation_id, tag_id)
) STRICT;
INSERT INTO new_conversation_tags (id, conversation_id, tag_id, status, sort_updated, sort_created, sort_title)
  SELECT conversation_tags.id, conversation_id, tag_id, status, sort_updated, sort_created, sort_title
  FROM conversation_tags JOIN conversations ON conversations.id = conversation_id;
DROP TABLE conversation_tags;
DROP TABLE tags;
ALTER TABLE new_tags RENAME TO tags;
ALTER TABLE new_conversation_tags RENAME TO conversation_tags;
CREATE INDEX tag_by_updated ON conversation_tags (tag_id, sort_updated, conversation_id, status);
CREATE INDEX tag_by_created ON conversation_tags (tag_id, sort_created, conversation_id, status);
CREATE INDEX tag_by_title ON conversation_tags (tag_id, sort_title, conversation_id, status);
CREATE TRIGGER conversation_tags_begin AFTER INSERT ON conversation_tags
BEGIN
  UPDATE conversation_tags SET (status, sort_updated, sort_created, sort_title) =
    (SELECT status, sort_updated, sort_created, sort_title FROM conversations WHERE id = new.conversation_id)
  WHERE id = new.id;
END;

-- One note for each conversation and each message; a text is never empty.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  -- NULL for a note on the conversation itself.
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX notes_by_conversation ON notes (conversation_id, ifnull(message_id, 0));
CREATE INDEX notes_by_message ON notes (message_id) WHERE message_id IS NOT NULL;

CREATE TABLE collections (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  description TEXT,
  -- The order of the collections among themselves.
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE collection_items (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  collection_id INTEGER NOT NULL REFERENCES collections (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  -- The order of the conversations in the collection.
  position INTEGER NOT NULL,
  -- As in `conversation_tags`.
  status TEXT NOT NULL DEFAULT 'active',
  sort_updated INTEGER NOT NULL DEFAULT 0,
  sort_created INTEGER NOT NULL DEFAULT 0,
  sort_title TEXT NOT NULL DEFAULT '',
  UNIQUE (conversation_id, collection_id)
) STRICT;
CREATE INDEX collection_by_updated ON collection_items (collection_id, sort_updated, conversation_id, status);
CREATE INDEX collection_by_created ON collection_items (collection_id, sort_created, conversation_id, status);
CREATE INDEX collection_by_title ON collection_items (collection_id, sort_title, conversation_id, status);
CREATE TRIGGER collection_items_begin AFTER INSERT ON collection_items
BEGIN
  UPDATE collection_items SET (status, sort_updated, sort_created, sort_title) =
    (SELECT status, sort_updated, sort_created, sort_title FROM conversations WHERE id = new.conversation_id)
  WHERE id = new.id;
END;

CREATE TRIGGER conversations_keep_their_places AFTER UPDATE OF status, sort_updated, sort_created, sort_title ON conversations
WHEN (old.status, old.sort_updated, old.sort_created, old.sort_title)
  IS NOT (new.status, new.sort_updated, new.sort_created, new.sort_title)
BEGIN
  UPDATE conversation_tags SET status = new.status, sort_updated = new.sort_updated, sort_created = new.sort_created,
    sort_title = new.sort_title WHERE conversation_id = new.id;
  UPDATE collection_items SET status = new.status, sort_updated = new.sort_updated, sort_created = new.sort_created,
    sort_title = new.sort_title WHERE conversation_id = new.id;
END;

-- Smart lists: searches that are kept under a name.
CREATE TABLE saved_searches (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  query TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- Which conversation was made from which. Without a foreign key to the original: the link stays named when it goes.
CREATE TABLE copies (
  conversation_id INTEGER NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  original_uuid TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('fork', 'duplicate')),
  -- The message of the original that a fork was made at.
  message_uuid BLOB,
  made_at INTEGER NOT NULL
) STRICT;
CREATE INDEX copies_by_original ON copies (original_uuid);

-- The trash of messages: each act of deleting a message or a branch. Its rows stay in `messages`, with their parents, so
-- that imports recognise them and neither bring them back nor lose them; readers leave out rows that have a deletion.
CREATE TABLE deletions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  -- A branch is a message and all below it, also what imports bring later; what answers a single message stays.
  what TEXT NOT NULL CHECK (what IN ('message', 'branch')),
  deleted_at INTEGER NOT NULL,
  -- Set when it was deleted for good: only what recognises its messages is left of them.
  emptied_at INTEGER
) STRICT;
CREATE INDEX deletions_by_conversation ON deletions (conversation_id);
ALTER TABLE messages ADD COLUMN deletion_id INTEGER;
CREATE INDEX messages_by_deletion ON messages (deletion_id, conversation_id) WHERE deletion_id IS NOT NULL;

-- What recognises an emptied message that its source gave no id: its key as message-keys.ts made it from its text.
CREATE TABLE emptied_keys (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES messages (id) ON DELETE CASCADE,
  key TEXT NOT NULL
) STRICT;

-- When a conversation went to the trash; NULL for one that came from its source as deleted.
ALTER TABLE conversations ADD COLUMN trashed_at INTEGER;

-- The orders of the other places. `current` is what is neither archived nor in the trash.
CREATE INDEX current_by_updated ON conversations (sort_updated, id, undated, status) WHERE status IN ('active', 'favorite');
CREATE INDEX current_by_created ON conversations (sort_created, id, undated, status) WHERE status IN ('active', 'favorite');
CREATE INDEX current_by_title ON conversations (sort_title, id, sort_updated, undated, status) WHERE status IN ('active', 'favorite');
CREATE INDEX current_source_by_updated ON conversations (source, sort_updated, id, undated, messages, status) WHERE status IN ('active', 'favorite');
CREATE INDEX current_source_by_created ON conversations (source, sort_created, id, undated, status) WHERE status IN ('active', 'favorite');
CREATE INDEX current_source_by_title ON conversations (source, sort_title, id, sort_updated, undated, status) WHERE status IN ('active', 'favorite');
CREATE INDEX archived_by_updated ON conversations (sort_updated, id, undated, source) WHERE status = 'archived';
CREATE INDEX archived_by_created ON conversations (sort_created, id, undated, source) WHERE status = 'archived';
CREATE INDEX archived_by_title ON conversations (sort_title, id, sort_updated, undated, source) WHERE status = 'archived';
CREATE INDEX favorites_by_updated ON conversations (sort_updated, id, undated, source) WHERE status = 'favorite';
CREATE INDEX favorites_by_created ON conversations (sort_created, id, undated, source) WHERE status = 'favorite';
CREATE INDEX favorites_by_title ON conversations (sort_title, id, sort_updated, undated, source) WHERE status = 'favorite';

-- What was done, when. It names conversations by their uuid only: what is deleted for good does not live on in it.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  area TEXT NOT NULL,
  action TEXT NOT NULL,
  -- How many conversations it was about, and which where it was one.
  conversations INTEGER NOT NULL,
  conversation_uuid TEXT,
  -- One sentence for a person.
  summary TEXT NOT NULL
) STRICT;
CREATE INDEX activity_by_area ON activity (area, id);
CREATE TRIGGER activity_is_not_changed BEFORE UPDATE ON activity
BEGIN SELECT RAISE(ABORT, 'The activity log cannot be changed.'); END;
CREATE TRIGGER activity_is_not_removed BEFORE DELETE ON activity
BEGIN SELECT RAISE(ABORT, 'Nothing can be removed from the activity log.'); END;

-- Insights, counted conversation by conversation: how many messages on a day, of a model, words of a role, blocks of code
-- in a language. `change_seq` is that of the conversation when it was counted.
CREATE TABLE insights (
  conversation_id INTEGER NOT NULL PRIMARY KEY REFERENCES conversations (id) ON DELETE CASCADE,
  change_seq INTEGER NOT NULL,
  -- The time zone that its days are of, as IANA names it.
  time_zone TEXT NOT NULL
) STRICT;
CREATE TABLE insight_facts (
  conversation_id INTEGER NOT NULL REFERENCES insights (conversation_id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('day', 'model', 'words', 'language')),
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, kind, key)
) STRICT, WITHOUT ROWID;

-- The sums of all facts, kept by triggers: adding up a million of them takes longer than a reader waits.
CREATE TABLE insight_totals (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER insight_totals_rise AFTER INSERT ON insight_facts
BEGIN
  INSERT INTO insight_totals (kind, key, count) VALUES (new.kind, new.key, new.count)
  ON CONFLICT (kind, key) DO UPDATE SET count = count + excluded.count;
END;
CREATE TRIGGER insight_totals_fall AFTER DELETE ON insight_facts
BEGIN
  UPDATE insight_totals SET count = count - old.count WHERE kind = old.kind AND key = old.key;
  DELETE FROM insight_totals WHERE kind = old.kind AND key = old.key AND count <= 0;
END;
CREATE INDEX conversations_by_length ON conversations (messages, id) WHERE status <> 'deleted';
