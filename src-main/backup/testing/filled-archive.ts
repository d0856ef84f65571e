/** An archive with something in every place that a backup has to bring along. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createHash } from 'node:crypto'
import type { Archive } from '../../archive/archive.ts'
import { storeFile } from '../../archive/files.ts'
import { conversation, message, noon } from '../../archive/testing/conversations.ts'
import { attached, importFile } from '../../archive/testing/import-file.ts'

async function* bytesOf(text: string): AsyncGenerator<Buffer> {
  yield await Promise.resolve(Buffer.from(text))
}

/** Conversations with branches, tags, notes, a reader's title, an attachment, an original, a dataset, an HTML archive. */
export async function fillArchive(archive: Archive): Promise<void> {
  const picture = await storeFile(archive, bytesOf('a picture'), 'image/png')
  importFile(
    archive,
    [
      conversation({ tags: ['travel'] }),
      conversation({ sourceId: 'tides', title: 'Tides', tags: ['sea'], status: 'favorite' }),
      conversation({
        sourceId: null,
        title: 'Without an id',
        messages: [message('m', null, 'Half a pair: \ud800 \u0000', { sourceId: null })],
      }),
    ],
    [attached('a1', 'pic', picture.hash)],
  )
  archive.db.exec(`
    UPDATE conversations SET title = 'My title', sort_title = 'my title', title_by_reader = 1 WHERE source_id = 'trip';
    UPDATE tags SET color = 'green', by_reader = 1 WHERE name = 'travel';
    INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at)
      SELECT id, NULL, 'A note', 1, 2 FROM conversations WHERE source_id = 'trip';
    INSERT INTO notes (conversation_id, message_id, text, created_at, updated_at)
      SELECT conversation_id, id, 'On an answer', 3, 4 FROM messages WHERE source_id = 'a2' AND conversation_id = 1;
    INSERT INTO collections (name, position, created_at) VALUES ('Journeys', 0, 1);
    INSERT INTO collection_items (collection_id, conversation_id, position) VALUES (1, 1, 0);
  `)
  addOriginal(archive)
  addDataset(archive)
  addHtmlArchive(archive)
}

function addOriginal(archive: Archive): void {
  const hash = createHash('sha256').update('an export').digest('hex')
  write(archive, `originals/${hash.slice(0, 2)}/${hash}`, 'an export')
  archive.db
    .prepare('INSERT INTO originals (hash, size, stored_size, is_packed) VALUES (?, 9, 9, 0)')
    .run(hash)
}

function addDataset(archive: Archive): void {
  write(archive, 'datasets/support-v1-abc/support.jsonl', '{"messages":[]}\n')
  archive.db
    .prepare(
      `INSERT INTO datasets (name, version, data_format, file_format, file_name, created_at, folder, records, conversations,
         size, options, selection, files, report, trainer_check)
       VALUES ('support', 1, 'openai', 'jsonl', 'support', ?, 'support-v1-abc', 1, 1, 16, '{}', '{}',
         '[{"path":"support.jsonl","role":"train","bytes":16,"records":1,"sha256":"0a"}]',
         '{"records":1,"conversations":1,"check":{}}', '{}')`,
    )
    .run(noon)
}

function addHtmlArchive(archive: Archive): void {
  const name = 'conversations_all_20240501-120000.html'
  write(archive, `html-archives/${name}`, '<!doctype html>')
  archive.db
    .prepare(
      `INSERT INTO html_archives (file_name, assistant_id, assistant_name, period_from, period_to, created_at, size,
         conversations, messages, has_data) VALUES (?, 'all', 'Everything', 0, 1, ?, 15, 3, 7, 0)`,
    )
    .run(name, noon)
}

function write(archive: Archive, name: string, text: string): void {
  const path = join(archive.folder, ...name.split('/'))
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

/** Every row of every table, and every file that belongs to an archive, by its path. */
export function wholeArchive(archive: Archive): Record<string, unknown> {
  const tables = archive.db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_stat%'",
    )
    .pluck()
    .all()
  const rows = tables.map((table) => [table, archive.db.prepare(`SELECT * FROM "${table}"`).all()] as const)
  const folders = ['files', 'originals', 'datasets', 'html-archives']
  return { ...Object.fromEntries(rows), bytes: folders.flatMap((name) => filesIn(archive.folder, name)) }
}

function filesIn(folder: string, name: string): (readonly [path: string, text: string])[] {
  return readdirSync(join(folder, name), { withFileTypes: true }).flatMap((entry) => {
    const path = `${name}/${entry.name}`
    return entry.isDirectory()
      ? filesIn(folder, path)
      : [[path, readFileSync(join(folder, path), 'utf8')] as const]
  })
}
