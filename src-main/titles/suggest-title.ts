/**
 * Makes a title of what a conversation begins with: the part of its first question that says what it is about, in its own
 * words and language.
 *
 * Extractive: the sentence that asks is chosen, and what people say before and after the thing itself ("Hi! Can you please
 * help me …") is taken off its ends. What stands between is left as it was written, so that it still reads as language.
 * Nothing is asked of any network, and the same text always gives the same title.
 */
import { stopWordsFor } from './stop-words.ts'
import { proseOf } from './prose.ts'

export interface Exchange {
  readonly question: string
  readonly answer: string
  /** The question after it; empty where there is none. It counts where the first one is a mere greeting. */
  readonly next?: string
}

const longestTitle = 60
/** A title that is cut has at least so many characters, where it can. */
const enough = 24
/** UTF-16 units that are looked at. */
const lookedAt = 6000
/** Sentences among which the one that asks is looked for: what follows is most often pasted. */
const mostSentences = 8
/** A question without a word of its own that is no longer than this is a greeting, and not about something shown. */
const longestGreeting = 40

/** A title of at most 60 characters; null where nothing was said in words. */
export function suggestTitle({ question, answer, next = '' }: Exchange): string | null {
  const isGreeting = question.trim().length <= longestGreeting
  const answered = new Set(wordsOf(proseOf(answer.slice(0, lookedAt))).map(({ key }) => key))
  const further = isGreeting ? [next, answer] : [answer, next]
  for (const text of [question, ...further]) {
    const title = titleOf(proseOf(text.slice(0, lookedAt)), answered)
    if (title !== null) return title
  }
  for (const text of [question, answer]) {
    const line = tidied(proseOf(text.slice(0, lookedAt)))
    if (/\p{L}|\p{N}/u.test(line)) return begun(cut(line))
  }
  return null
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

interface Sentence {
  readonly words: readonly Word[]
  readonly isQuestion: boolean
}

const sentenceEnd = /[.!?…]+(?=\s|$)|[。！？؟।]+|[:：]?\n+/gu
/** Where a question is marked by a word and not by a sign. */
const askingEnd = /(?:か|かな|でしょうか|吗|嗎|呢|ไหม|ยังไง|อย่างไร)\s*$/u

function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  const add = (to: number, end: string): void => {
    const part = text.slice(from, to)
    if (/\p{L}|\p{N}/u.test(part)) {
      sentences.push({ words: wordsOf(part), isQuestion: /[?？؟]/u.test(end) || askingEnd.test(part) })
    }
    from = to + end.length
  }
  for (const { index, 0: end } of text.matchAll(sentenceEnd)) {
    add(index, end)
    if (sentences.length >= mostSentences) return sentences
  }
  add(text.length, '')
  return sentences
}

/** The best sentence without its ends; null where no sentence says anything. */
function titleOf(text: string, answered: ReadonlySet<string>): string | null {
  const sentences = sentencesOf(text)
  const said = sentences.flatMap(({ words }) => words.filter(({ isWord }) => isWord).map(({ key }) => key))
  const stopWords = stopWordsFor(said)
  let best: { readonly title: string; readonly score: number } | null = null
  for (const [place, { words, isQuestion }] of sentences.entries()) {
    const span = trimmed(words, stopWords)
    const telling = span.filter((word) => isTelling(word, stopWords))
    if (telling.length === 0) continue
    const known = telling.filter(({ key }) => answered.has(key)).length
    const score =
      (telling.length === 1 ? -1 : Math.min(telling.length, 4)) +
      (isQuestion ? 1.5 : 0) +
      Math.min(known, 3) / 2 +
      (place === 0 ? 1 : 0) -
      place / 2 -
      (rolePlay.test(textOf(words).trim()) ? 4 : 0)
    const title = shortened(span, stopWords)
    if (title !== '' && (best === null || score > best.score)) best = { title, score }
  }
  return best === null ? null : begun(best.title)
}

/** What the one who answers is to be, before what is asked of it. */
const rolePlay =
  /^(?:act as|you are|you're|imagine|pretend|your role|du bist|agis comme|tu es|actúa como|eres|aja como|sei un|ты\s|представь|你是|扮演|あなたは)/iu

/** Words that a title may begin with although they are small: what follows says the opposite without them. */
const turning = new Set([
  'not',
  'no',
  'without',
  'nicht',
  'kein',
  'keine',
  'sans',
  'sin',
  'sem',
  'senza',
  'не',
  'без',
  '不',
  '没有',
])

function isTelling({ key, text, isWord }: Word, stopWords: ReadonlySet<string>): boolean {
  if (!isWord || stopWords.has(key)) return false
  return key.length > 1 ? !/^\p{N}{1,2}$/u.test(key) : /[\p{Lo}\p{Lu}]/u.test(text)
}

/** Without small words, politeness and signs before the first and behind the last word that says something. */
function trimmed(words: readonly Word[], stopWords: ReadonlySet<string>): Word[] {
  const isKept = (word: Word): boolean => isTelling(word, stopWords) || /^\p{N}+$/u.test(word.key)
  const first = words.findIndex((word) => isKept(word) || turning.has(word.key))
  const last = words.findLastIndex(isKept)
  if (first < 0 || last < first) return []
  return closed(words, first, last)
}

const pairs: Readonly<Partial<Record<string, string>>> = {
  ')': '(',
  ']': '[',
  '”': '“',
  '»': '«',
  '“': '„',
  '」': '「',
  '’': '‘',
}

/** From the first to the last word, with the signs at the ends that belong to them: “(…)”, `C++`, `.NET`. */
function closed(words: readonly Word[], first: number, last: number): Word[] {
  const span = words.slice(first, last + 1)
  const open = words[first - 1]
  const close = words[last + 1]
  const text = textOf(span)
  const joined = words[first - 2]
  if (open?.text === '-' && joined?.isWord === true) return [joined, open, ...span]
  if (close !== undefined && /^[+#]+$/.test(close.text)) {
    const more = words.slice(last + 1).findIndex((word) => !/^[+#]$/.test(word.text))
    return [...span, ...words.slice(last + 1, more < 0 ? undefined : last + 1 + more)]
  }
  if (close !== undefined && pairs[close.text] !== undefined && text.includes(pairs[close.text] ?? ' '))
    return [...span, close]
  if (
    open !== undefined &&
    Object.entries(pairs).some(([end, start]) => start === open.text && text.includes(end))
  )
    return [open, ...span]
  if (open?.text === '.' && /^\p{Lu}/u.test(span[0]?.text ?? '')) return [open, ...span]
  return span
}

/** Signs, and words that begin another thought. */
const clauseEnd =
  /[,;:，、；：]|—|–|^(?:and|but|because|und|aber|weil|et|mais|car|y|pero|porque|e|mas|ma|en|maar|и|но|а)$/iu

/** As much of it as a title holds: up to the end of a clause where there is one, else of a word. */
function shortened(span: readonly Word[], stopWords: ReadonlySet<string>): string {
  const whole = tidied(textOf(span))
  if (whole.length <= longestTitle) return whole
  const fitting: Word[] = []
  for (const word of span) {
    if (textOf(fitting).length + word.text.length > longestTitle) break
    fitting.push(word)
  }
  if (fitting.length === 0) return cut(whole)
  const clause = fitting.findLastIndex((word) => clauseEnd.test(word.text))
  const inClause = fitting.slice(0, Math.max(0, clause))
  const telling = inClause.filter((word) => isTelling(word, stopWords)).length
  if (telling >= 3) return tidied(textOf(trimmed(inClause, stopWords)))
  const kept = trimmed(fitting, stopWords)
  // What was begun behind the last small word is not whole; it goes with it, where enough is left.
  const next = span.slice(fitting.length).find(({ isWord }) => isWord)
  const isBroken =
    kept.at(-1) === fitting.findLast(({ isWord }) => isWord) && next !== undefined && !stopWords.has(next.key)
  const small = kept.findLastIndex((word) => word.isWord && stopWords.has(word.key))
  const before = trimmed(kept.slice(0, Math.max(0, small)), stopWords)
  return tidied(textOf(isBroken && textOf(before).length >= enough ? before : kept))
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join('')
}

/** What French and Italian join to the word that a title begins with, and Korean to the one that it ends with. */
function tidied(text: string): string {
  return text
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:l|d|dell|un|qu|nell|all)['’](?=\p{L})/iu, '')
    .replace(/(\p{Script=Hangul}{2})(?:를|(?<![가마노고])을)$/u, '$1')
    .replace(/^["'“”„«»「『]+(?=[^"'“”„«»「」『』]*$)/u, '')
    .replace(/^([^"“„«「『]*)["”»」』]+$/u, '$1')
}

function cut(line: string): string {
  if (line.length <= longestTitle) return line
  const start = line.slice(0, longestTitle).replace(/\p{Cs}$/u, '')
  const space = start.lastIndexOf(' ')
  return (space > longestTitle / 2 ? start.slice(0, space) : start).trim()
}

/** Begun with a capital where the script has them, but for names that begin small: `iPhone`, `useEffect`, `npm`. */
function begun(line: string): string {
  const [word = ''] = line.split(/[\s-]/u)
  if (/^\p{Ll}+\p{Lu}/u.test(word) || /[_.()/\\]/u.test(word)) return line
  const [first = ''] = line
  return `${first.toUpperCase()}${line.slice(first.length)}`
}
