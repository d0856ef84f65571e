-- Of several imports that were begun together, the first: what was dropped at once was "just imported" at once. NULL for that
-- first one itself, and for whatever came alone.
ALTER TABLE imports ADD COLUMN begun_with INTEGER;
CREATE INDEX imports_by_begun_with ON imports (begun_with) WHERE begun_with IS NOT NULL;
