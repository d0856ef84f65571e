/**
 * Makes a title of the first question and answer of a conversation: its key phrases, in their words and their language.
 *
 * Extractive, after the idea of RAKE (Rose et al., "Automatic keyword extraction from individual documents", 2010): phrases
 * are what stands between small words and punctuation; those whose words come again, early, and in the answer too, tell
 * most. Nothing is asked of any network, and the same text always gives the same title.
 */
import { stopWordsFor } from './stop-words.ts'

export interface Exchange {
  readonly question: string
  readonly answer: string
}

const longestTitle = 60
/** Below this a second phrase is added. */
const shortTitle = 22
/** UTF-16 units that are looked at. */
const questionLength = 4000
const answerLength = 8000
const mostWords = 5

/** A title of at most 60 characters; null where nothing was said in words. */
export function suggestTitle({ question, answer }: Exchange): string | null {
  const asked = wordsOf(plainText(question.slice(0, questionLength)))
  const answered = wordsOf(plainText(answer.slice(0, answerLength)))
  const base = asked.some((word) => word.isWord) ? asked : answered
  const other = base === asked ? answered : []
  const said = base.filter((word) => word.isWord).map((word) => word.key)
  const stopWords = stopWordsFor(said)
  const phrases = withPairs(phrasesOf(base, stopWords), base)
  if (phrases.length === 0) return fitted(base.map((word) => word.text).join(''))
  return joined(bestOf(phrases, said, new Set(other.map((word) => word.key))))
}

interface Word {
  readonly text: string
  /** In lower case, without the differences of its written forms. */
  readonly key: string
  /** False for what stands between words. */
  readonly isWord: boolean
}

/** Cuts Chinese, Japanese and Thai into words too, by the dictionaries of ICU. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

function wordsOf(text: string): Word[] {
  return Array.from(segmenter.segment(text), ({ segment, isWordLike }) => ({
    text: segment,
    key: segment.normalize('NFKC').toLowerCase().replaceAll('’', "'"),
    isWord: isWordLike === true,
  }))
}

/** Without code, addresses and the signs of Markdown. */
function plainText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/^[ \t]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t]*\1|$(?![\s\S]))/gmu, '\n')
    .replaceAll(/<\/?[a-z][^<>]{0,200}>/giu, ' ')
    .replaceAll(/!?\[([^\][]{0,500})\]\([^()\s]{0,2000}\)/gu, '$1')
    .replaceAll(/(?:https?:\/\/|www\.)\S+/giu, ' ')
    .replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+[.)])[ \t]+/gmu, '')
    .replaceAll(/[*_`~|]+/gu, ' ')
}

interface Phrase {
  readonly words: readonly Word[]
  readonly text: string
  /** How many phrases stand before it. */
  readonly place: number
  /** Its words, and what is between them, are those from `from` up to `to`. */
  readonly from: number
  readonly to: number
}

/** Runs of words that nothing but single spaces and hyphens part. */
function phrasesOf(words: readonly Word[], stopWords: ReadonlySet<string>): Phrase[] {
  const phrases: Phrase[] = []
  let run: Word[] = []
  const end = (at: number): void => {
    const kept = run.slice(0, run.findLastIndex((word) => word.isWord) + 1)
    const from = at - run.length
    run = []
    const own = kept.filter((word) => word.isWord)
    if (own.every((word) => /^\p{N}+$/u.test(word.key) || word.key.length < 2) && !own.some(isIdeographic))
      return
    phrases.push({
      words: own,
      text: textOf(kept),
      place: phrases.length,
      from,
      to: from + kept.length,
    })
  }
  for (const [at, word] of words.entries()) {
    const isJoint = !word.isWord && /^(?:[ \t\u00a0]|-|\.|\/|\+|#|＆|・)$/u.test(word.text)
    const isFull = run.filter((one) => one.isWord).length >= mostWords
    if (word.isWord && !stopWords.has(word.key) && !isFull) run.push(word)
    else if (isJoint && run.length > 0 && run.at(-1)?.isWord === true) run.push(word)
    else end(at)
  }
  end(words.length)
  return phrases
}

const longestPair = 45
/** Small words that may stand between the halves of a pair. */
const mostBetween = 2

/** The phrases, and pairs of neighbours that only small words part: "trip to Oslo". */
function withPairs(phrases: readonly Phrase[], words: readonly Word[]): Phrase[] {
  const pairs = phrases.flatMap((phrase, index): Phrase[] => {
    const next = phrases[index + 1]
    if (next === undefined) return []
    const between = words.slice(phrase.to, next.from)
    const isLoose = between.some((word) => !word.isWord && word.text !== ' ')
    const text = textOf(words.slice(phrase.from, next.to))
    const small = between.filter((word) => word.isWord).length
    if (isLoose || small === 0 || small > mostBetween || text.length > longestPair) return []
    return [{ ...phrase, words: [...phrase.words, ...next.words], text, to: next.to }]
  })
  return [...phrases, ...pairs]
}

function textOf(words: readonly Word[]): string {
  return words.map((word) => word.text).join('')
}

function isIdeographic(word: Word): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(
    word.text,
  )
}

/** The phrase that tells most and, where it is short, the next one with other words; in the order of the text. */
function bestOf(
  phrases: readonly Phrase[],
  said: readonly string[],
  answered: ReadonlySet<string>,
): Phrase[] {
  const counts = new Map<string, number>()
  for (const key of said) counts.set(key, (counts.get(key) ?? 0) + 1)
  const weight = ({ key, text }: Word): number => {
    const again = Math.log2(1 + (counts.get(key) ?? 1))
    return again + (answered.has(key) ? 1 : 0) + (/^\p{Lu}/u.test(text) ? 0.5 : 0)
  }
  const score = ({ words, place }: Phrase): number =>
    words.reduce((sum, word) => sum + weight(word), 0) * (1 + 2 / (2 + place))
  const ranked = phrases.toSorted((one, next) => score(next) - score(one) || one.place - next.place)
  const chosen: Phrase[] = []
  const taken = new Set<string>()
  for (const phrase of ranked) {
    const length = chosen.reduce((sum, { text }) => sum + text.length + 2, 0)
    if (chosen.length > 0 && (length >= shortTitle || length + phrase.text.length > longestTitle)) break
    if (phrase.words.some((word) => taken.has(word.key))) continue
    chosen.push(phrase)
    for (const word of phrase.words) taken.add(word.key)
  }
  return chosen.toSorted((one, next) => one.place - next.place)
}

function joined(phrases: readonly Phrase[]): string | null {
  const isWide = phrases.some(({ words }) =>
    words.some((word) => /\p{Script=Han}|\p{Script=Hiragana}/u.test(word.text)),
  )
  return fitted(phrases.map(({ text }) => text).join(isWide ? '、' : ', '))
}

/** Begun with a capital where the script has them, and cut at a word where it is too long. */
function fitted(text: string): string | null {
  const line = text.replaceAll(/\s+/gu, ' ').trim()
  if (line === '') return null
  const whole = line.length <= longestTitle ? line : `${cut(line)}…`
  const [first = ''] = whole
  return `${first.toUpperCase()}${whole.slice(first.length)}`
}

function cut(line: string): string {
  const start = line.slice(0, longestTitle - 1).replace(/\p{Cs}$/u, '')
  const space = start.lastIndexOf(' ')
  return space > longestTitle / 2 ? start.slice(0, space) : start
}
