-- What taking back an import needs: which import added what, and what merging put something else in the place of.
-- Rows from before have no import: those imports cannot be taken back.

-- No foreign key: imports are never removed, and looking each one up would slow every message that is saved.
ALTER TABLE messages ADD COLUMN import_id INTEGER;
ALTER TABLE fingerprints ADD COLUMN import_id INTEGER;

-- SHA-256 of the imported file in hex; NULL for a folder, and where it was not read to its end.
ALTER TABLE imports ADD COLUMN sha256 TEXT;
-- 1 for imports that note what they replace.
ALTER TABLE imports ADD COLUMN can_undo INTEGER NOT NULL DEFAULT 0 CHECK (can_undo IN (0, 1));
-- Beside `state`, which goes on saying how it had ended.
ALTER TABLE imports ADD COLUMN undone_at INTEGER;

-- What a conversation or one of its messages was before an import changed it, in the order of the changes.
CREATE TABLE replaced (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
  -- NULL for the conversation itself.
  message_id INTEGER REFERENCES messages (id) ON DELETE CASCADE,
  -- JSON: only what the import changed, as it was before.
  before TEXT NOT NULL
) STRICT;
CREATE INDEX replaced_by_conversation ON replaced (conversation_id, message_id);
CREATE INDEX replaced_by_message ON replaced (message_id);

-- Stored files that an undone import used. Their bytes go once no attachment names them, also after a crash.
CREATE TABLE unused_files (
  hash TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;
