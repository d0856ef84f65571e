-- What made saving a message slow.

-- A message's extra where it is short: beside its text, where it costs no row of its own. A longer one has a row in
-- `extras`, so that texts stay close together; so have all of before, wherever they were put.
ALTER TABLE texts ADD COLUMN extra TEXT;

-- The same condition in other words: for a list, SQLite builds a table of its own with each row that is written, a quarter
-- of what the row costs. Nothing that is stored changes; https://sqlite.org/lang_altertable.html#otheralter describes it.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(
  sql,
  'CHECK (role IN (''user'', ''assistant'', ''system'', ''tool''))',
  'CHECK (role = ''user'' OR role = ''assistant'' OR role = ''system'' OR role = ''tool'')'
)
WHERE type = 'table' AND name = 'messages';
PRAGMA writable_schema = RESET;
