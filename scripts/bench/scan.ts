/**
 * What ripgrep takes for the queries of the search, over the same text: a file with a message on each line, and a
 * Markdown file for each conversation. Prints the median of each class in the faster of both ways, in milliseconds.
 *
 * Arguments: the archive's folder, and where to write the text. `rg` must be installed.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { openArchive } from '../../src-main/archive/open.ts'
import { messageText } from '../../src-main/archive/search/message-texts.ts'
import { queryClasses } from './query-classes.ts'
import { report } from './report.ts'
import { spread } from './spread.ts'

const [archiveFolder = '', textFolder = ''] = process.argv.slice(2)
/** A scan takes nearly the same for every word, so a few of each class are enough. */
const everyQuery = 8
/** In a folder each; more in one would slow down the file system, not ripgrep. */
const filesInFolder = 1000
const longestAnswer = 1 << 28

const lines = join(textFolder, 'messages.txt')
const pages = join(textFolder, 'conversations')
writeTexts()
const measures: Record<string, number> = {}
for (const [name, queries] of Object.entries(queryClasses)) {
  const chosen = queries.filter((_, i) => i % everyQuery === 0).map((query) => flagsOf(name, query))
  const ways = [
    chosen.map((flags) => timed(['-c', ...flags, lines])),
    chosen.map((flags) => timed(['-l', ...flags, pages])),
  ]
  measures[name] = Math.min(...ways.map((times) => spread(times).p50))
}
report(measures)

/** Whole words where the query is of whole words; a script without spaces and a piece inside a word have none. */
function flagsOf(name: string, query: string): string[] {
  const text = query.replaceAll('"', '')
  if (name === 'CJK 2' || name === 'substring') return ['-i', '-e', text]
  if (name === 'prefix') return ['-i', '-e', `\\b${text}`]
  if (name !== 'two words') return ['-i', '-w', '-e', text]
  const [one = '', other = ''] = text.split(' ')
  return ['-i', '-w', '-e', `${one}.*${other}`, '-e', `${other}.*${one}`]
}

function timed(words: readonly string[]): number {
  const started = performance.now()
  const { error } = spawnSync('rg', words, { maxBuffer: longestAnswer })
  if (error) throw error
  return performance.now() - started
}

function writeTexts(): void {
  const archive = openArchive(archiveFolder)
  mkdirSync(pages, { recursive: true })
  const out = openSync(lines, 'w')
  const ids = archive.db
    .prepare<[], { id: number; conversation_id: number }>(
      'SELECT id, conversation_id FROM messages ORDER BY conversation_id, seq',
    )
    .all()
  let of = -1
  let page = ''
  let count = 0
  const writePage = (): void => {
    if (page === '') return
    const folder = join(pages, String(Math.floor(count / filesInFolder)))
    if (count % filesInFolder === 0) mkdirSync(folder)
    appendFileSync(join(folder, `${of}.md`), page)
    count += 1
  }
  for (const { id, conversation_id } of ids) {
    if (conversation_id !== of) {
      writePage()
      of = conversation_id
      page = ''
    }
    const text = (messageText(archive, id) ?? '').replaceAll('\n', ' ')
    writeSync(out, `${text}\n`)
    page += `${text}\n\n`
  }
  writePage()
  closeSync(out)
  archive.close()
}
