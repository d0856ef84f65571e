-- The datasets that were made. Their files are in datasets/<folder>/; a folder without a row is none.
CREATE TABLE datasets (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL COLLATE NOCASE,
  -- 1, and one more for each that is made under the same name.
  version INTEGER NOT NULL,
  data_format TEXT NOT NULL,
  file_format TEXT NOT NULL,
  -- Without ending.
  file_name TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  folder TEXT NOT NULL UNIQUE,
  records INTEGER NOT NULL,
  conversations INTEGER NOT NULL,
  -- Bytes of all data files.
  size INTEGER NOT NULL,
  -- JSON, each: what was chosen, the data files with their hashes, all that was told of the making, the last check.
  options TEXT NOT NULL,
  selection TEXT NOT NULL,
  files TEXT NOT NULL,
  report TEXT NOT NULL,
  trainer_check TEXT NOT NULL,
  UNIQUE (name, version)
) STRICT;
