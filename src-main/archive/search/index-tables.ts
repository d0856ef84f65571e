/**
 * The tables of the search index: those of its head, `index.sqlite`, and those of each shard, `index-<number>.sqlite`.
 *
 * A shard holds the full-text rows of the messages whose ids lie in its range. Ids are seconds, so shards are spans of
 * time: a search for the newest asks the newest shard first and mostly needs no other, a phrase compares positions in
 * one shard at a time, and several threads fill several files at once, since a file has one writer.
 */

/** "Stmi" */
export const applicationId = 0x53_74_6d_69
/** Raised when the tables or the folding of texts change: files of another version are thrown away and made anew. */
export const version = 3
/** Bytes that full-text rows collect in before FTS5 writes them as a segment. */
const hashSize = 32 * 2 ** 20
/** So many segments of one size may stand beside each other: a large import leaves up to twenty, which are joined in idle moments. */
const mostSegmentsBesideEachOther = 64

/** Made anew after many terms have been put in by their frequency: faster than keeping it in order meanwhile, and smaller. */
export const termsByName = 'CREATE UNIQUE INDEX terms_by_name ON terms (term)'

export const headTables = `
CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO state (key, value) VALUES ('last_change_seq', 0), ('terms_change_seq', 0), ('planned_messages', 0);

-- A shard reaches from its lowest message id to the next one's. Numbers are never given twice.
CREATE TABLE shards (number INTEGER PRIMARY KEY, lowest INTEGER NOT NULL UNIQUE) STRICT;
INSERT INTO shards (number, lowest) VALUES (1, 0);

-- Rows are conversations.id; GLOB on it uses the trigrams.
CREATE VIRTUAL TABLE titles_fts USING fts5(title, tokenize='trigram case_sensitive 1');
-- The same titles by their words and pairs of signs, as messages are: for phrases, and for pieces shorter than a trigram.
CREATE VIRTUAL TABLE title_words USING fts5(title, content='', contentless_delete=1, tokenize='ascii');

-- Every token of all shards, the frequent ones first as far as they were there at the last rebuilding; those that are
-- about as frequent by their names, so that what begins alike stands on the same pages.
CREATE TABLE terms (id INTEGER PRIMARY KEY, term TEXT NOT NULL, df INTEGER NOT NULL) STRICT;
${termsByName};
CREATE VIRTUAL TABLE terms_fts USING fts5(term, content='', detail=none, columnsize=0, tokenize='trigram case_sensitive 1');
`

export const shardTables = `
CREATE TABLE state (key TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- While \`pass_change_seq\` is not 0, messages of changes up to it are put in, those below \`pass_id\` are in already.
INSERT INTO state (key, value) VALUES ('last_change_seq', 0), ('pass_change_seq', 0), ('pass_id', 0), ('messages', 0);

-- The ids of the messages that are in, as 64-bit floats: what to take out when their conversation has changed.
CREATE TABLE indexed (
  conversation_id INTEGER NOT NULL,
  first_id INTEGER NOT NULL,
  message_ids BLOB NOT NULL,
  PRIMARY KEY (conversation_id, first_id)
) STRICT, WITHOUT ROWID;

-- Rows are messages.id, so the newest hits come first. Texts are folded and cut before (runs.ts): ascii leaves them so.
CREATE VIRTUAL TABLE messages_fts USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
INSERT INTO messages_fts (messages_fts, rank) VALUES ('hashsize', ${hashSize});
INSERT INTO messages_fts (messages_fts, rank) VALUES ('crisismerge', ${mostSegmentsBesideEachOther});
`
