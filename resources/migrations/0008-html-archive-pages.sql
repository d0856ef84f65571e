-- The files of an HTML archive: 1, or one for each month and the index, which is the file that the row names.
ALTER TABLE html_archives ADD COLUMN pages INTEGER NOT NULL DEFAULT 1;
