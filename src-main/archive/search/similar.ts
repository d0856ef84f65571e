/**
 * Finds conversations that are about the same, by the words that tell most: those that stand often in one conversation
 * and seldom elsewhere (tf-idf; Spärck Jones, “A statistical interpretation of term specificity”, 1972). No model is
 * needed, the index knows how often each word stands anywhere.
 */
import type { SimilarConversation } from '@shared/contract/search.ts'
import { AppError } from '@shared/contract/app-error.ts'
import type { Role } from '@shared/conversation.ts'
import { libraryRows } from '../library.ts'
import type { StoredParts } from '../stored-parts.ts'
import type { Sources } from './conversation-sets.ts'
import { fold } from './fold.ts'
import { quoted } from './match.ts'
import { storedText } from './message-texts.ts'
import { runsOf, tokensOfSigns } from './runs.ts'
import { trashOf } from './trash.ts'

/** The words compared by. */
const mostWords = 32
/** Words longer than this are ids and hashes. */
const longestWord = 40
/** UTF-16 units of text that words are taken from. */
const mostText = 300_000
/** Messages looked at for each word, the newest first. */
const mostMessages = 1500
/** A word in a greater part of all messages tells nothing. */
const commonPart = 0.05

interface Word {
  readonly token: string
  readonly weight: number
}

/** The conversations that share most of a conversation's telling words, the likest first. @throws AppError `not-found`, `cancelled` */
export async function similarConversations(
  sources: Sources,
  id: string,
  limit: number,
): Promise<SimilarConversation[]> {
  const { archive, turn } = sources
  const conversation = archive
    .statement<[string], { id: number; title: string }>('SELECT id, title FROM conversations WHERE uuid = ?')
    .get(id)
  if (conversation === undefined) {
    throw new AppError('not-found', `There is no conversation ${id} in the archive. Load the list again.`)
  }
  const words = await tellingWords(sources, conversation)
  const trash = trashOf(archive)
  const shared = new Map<number, Word[]>()
  for (const word of words) {
    for (const other of conversationsWith(sources, word.token)) {
      if (other === conversation.id || trash.conversations.has(other)) continue
      const before = shared.get(other)
      if (before === undefined) shared.set(other, [word])
      else before.push(word)
    }
    await turn.pause()
  }
  const whole = weightOf(words)
  const best = [...shared]
    .map(([key, common]) => ({ key, common, likeness: weightOf(common) / whole }))
    // One word alone is chance.
    .filter(({ common }) => common.length > 1)
    .toSorted((one, other) => other.likeness - one.likeness || other.key - one.key)
    .slice(0, limit)
  const rows = libraryRows(
    archive,
    best.map(({ key }) => key),
  )
  return best.flatMap(({ common, likeness }, at): SimilarConversation[] => {
    const row = rows[at]
    if (row === undefined || row === null) return []
    return [{ conversation: row, likeness, words: common.slice(0, 5).map(({ token }) => token) }]
  })
}

/** The words of a conversation that tell most, the weightiest first. */
async function tellingWords(
  sources: Sources,
  conversation: { readonly id: number; readonly title: string },
): Promise<Word[]> {
  const { index, archive, turn } = sources
  // A word of the title counts as if it stood three times.
  const counts = new Map<string, number>()
  count(conversation.title, 3, counts)
  let length = 0
  const texts = archive.statement<[number], StoredParts & { readonly id: number; readonly role: Role }>(
    `SELECT messages.id, role, text, parts FROM messages JOIN texts ON texts.id = messages.id
     WHERE conversation_id = ? AND deletion_id IS NULL AND role IN ('user', 'assistant') AND seq >= 0 ORDER BY seq LIMIT 400`,
  )
  for (const stored of texts.all(conversation.id)) {
    const text = storedText(stored)
    count(text, 1, counts)
    length += text.length
    if (length > mostText) break
    await turn.pause()
  }
  const tokens = [...counts.keys()]
  const { all, frequencies } = index.mending(() => ({
    all: index.messages,
    frequencies: frequenciesOf(sources, tokens),
  }))
  const words: Word[] = []
  for (const [token, times] of counts) {
    const frequency = frequencies.get(token) ?? 0
    // What stands in one message only is shared with nothing.
    if (frequency < 2 || frequency > Math.max(20, all * commonPart)) continue
    words.push({ token, weight: (1 + Math.log(times)) * Math.log(all / frequency) })
  }
  return words.toSorted((one, other) => other.weight - one.weight).slice(0, mostWords)
}

function count(text: string, times: number, counts: Map<string, number>): void {
  const folded = fold(text)
  for (const { kind, start, end } of runsOf(folded)) {
    const piece = folded.slice(start, end)
    const tokens = kind === 'signs' ? tokensOfSigns(piece).slice(0, -1) : [piece]
    for (const token of tokens) {
      if (token.length < 2 || token.length > longestWord || /^\d+$/u.test(token)) continue
      counts.set(token, (counts.get(token) ?? 0) + times)
    }
  }
}

function frequenciesOf({ index }: Sources, tokens: readonly string[]): Map<string, number> {
  const rows = index
    .statement<[string], { term: string; df: number }>(
      'SELECT term, df FROM json_each(?) AS wanted CROSS JOIN terms ON term = wanted.value',
    )
    .all(JSON.stringify(tokens))
  return new Map(rows.map(({ term, df }) => [term, df]))
}

function conversationsWith({ index, archive }: Sources, token: string): number[] {
  const ids: number[] = []
  index.mending(() =>
    index.reading(() => {
      for (const shard of index.shards) {
        if (ids.length >= mostMessages) break
        ids.push(
          ...shard
            .statement<[string, number], number>(
              'SELECT rowid FROM messages_fts WHERE messages_fts MATCH ? ORDER BY rowid DESC LIMIT ?',
            )
            .pluck()
            .all(quoted(token), mostMessages - ids.length),
        )
      }
    }),
  )
  return archive
    .statement<[string], number>(
      'SELECT DISTINCT conversation_id FROM json_each(?) AS wanted CROSS JOIN messages ON messages.id = wanted.value',
    )
    .pluck()
    .all(JSON.stringify(ids))
}

function weightOf(words: readonly Word[]): number {
  return words.reduce((sum, { weight }) => sum + weight, 0)
}
