-- What keeping the imported files themselves needs, so that a newer reader can read them again.

-- A kept file, once under the SHA-256 of its bytes: originals/ab/<hash>.
CREATE TABLE originals (
  hash TEXT NOT NULL PRIMARY KEY,
  -- Bytes of the file as it was imported, and those that it takes here.
  size INTEGER NOT NULL,
  stored_size INTEGER NOT NULL,
  -- 1 for a gzip of the bytes; what was packed already stands as it was.
  is_packed INTEGER NOT NULL CHECK (is_packed IN (0, 1))
) STRICT, WITHOUT ROWID;

-- The kept files that an import was made of.
CREATE TABLE import_originals (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  -- Which of the parts that were imported together, from 0.
  part INTEGER NOT NULL,
  -- The name of the file; of a folder the names of its files, with its own before them: `projects/a/session.jsonl`.
  name TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES originals (hash),
  UNIQUE (import_id, part, name)
) STRICT;
CREATE INDEX import_originals_by_hash ON import_originals (hash);

-- What a person had chosen (JSON): the format to read it as, the places to take in; NULL where nothing was.
ALTER TABLE imports ADD COLUMN choice TEXT;
-- The import whose kept files this one has read again.
ALTER TABLE imports ADD COLUMN reread_of INTEGER;
CREATE INDEX imports_by_reread ON imports (reread_of) WHERE reread_of IS NOT NULL;
-- Names the lock that is held for as long as the import really runs, in whichever process: running/<runner>.
ALTER TABLE imports ADD COLUMN runner TEXT;
