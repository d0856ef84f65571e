/**
 * The yardstick of an import: `JSON.parse` of the whole file, then bare inserts of the same rows in one thread.
 *
 * No tree is checked, nothing merged, nothing indexed; it needs the whole file in memory and ends at 512 MiB.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { report } from './report.ts'

interface RawNode {
  id: string
  parent: string | null
  message: {
    id: string
    create_time: number | null
    author: { role: string }
    content: { parts?: unknown[]; text?: string; result?: string }
  } | null
}

const [file = ''] = process.argv.slice(2)
const started = performance.now()
const conversations = JSON.parse(readFileSync(file, 'utf8')) as {
  title: string
  conversation_id: string
  mapping: Record<string, RawNode>
}[]
const parsed = performance.now()

const folder = mkdtempSync(join(tmpdir(), 'stemma-floor-'))
const db = new Database(join(folder, 'floor.sqlite'))
db.pragma('page_size = 8192')
db.pragma('journal_mode = WAL')
db.pragma('synchronous = NORMAL')
db.exec(`
  CREATE TABLE conversations (id INTEGER PRIMARY KEY, source_id TEXT, title TEXT) STRICT;
  CREATE TABLE messages (id INTEGER PRIMARY KEY, conversation_id INTEGER, parent TEXT, source_id TEXT, role TEXT, created_at REAL, text TEXT) STRICT;
  CREATE INDEX messages_conversation ON messages (conversation_id, id);
`)
const addConversation = db.prepare('INSERT INTO conversations VALUES (NULL, ?, ?)')
const addMessage = db.prepare('INSERT INTO messages VALUES (NULL, ?, ?, ?, ?, ?, ?)')
let messages = 0
let characters = 0
for (let start = 0; start < conversations.length; start += 500) {
  db.transaction(() => {
    for (const conversation of conversations.slice(start, start + 500)) {
      const id = addConversation.run(conversation.conversation_id, conversation.title).lastInsertRowid
      for (const node of Object.values(conversation.mapping)) {
        if (!node.message) continue
        const { content, author, create_time } = node.message
        const text =
          content.parts?.filter((part) => typeof part === 'string').join('\n') ??
          content.text ??
          content.result ??
          ''
        addMessage.run(id, node.parent, node.message.id, author.role, create_time, text)
        messages += 1
        characters += text.length
      }
    }
  })()
}
db.close()
rmSync(folder, { recursive: true })
report({
  parse: parsed - started,
  total: performance.now() - started,
  messages,
  characters,
  conversations: conversations.length,
})
