/**
 * A few thousand messages that are always the same, and the slow and simple search that a fast one is measured by.
 *
 * Words are made of syllables, so that any piece of a word stands in very many others. The slow search folds in its own
 * way: it knows only the letters that the corpus holds.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import { conversation, message, noon } from '../../testing/conversations.ts'

const syllables = 'ka ro mi ten lu sha vel or an dé ñu pö ist qui zar'.split(' ')
const signs = [
  '北京市的天气',
  '東京タワー',
  '今日はいい天気',
  '학교에서한국어',
  'สวัสดีครับ',
  '机器学习模型',
  '的',
  '学',
]
const code = [
  'foo.bar()',
  'camelCaseName',
  'snake_case_name',
  'x += 1',
  'C++',
  'user@host.com',
  "don't",
  '3.14',
  'GPT模型',
]
const emoji = ['🎉', '🎉🎉', '👩‍👩‍👧', '❤️', '👍🏽']
const marks = [' ', ' ', ' ', ' ', ', ', '. ', '\n\n', ' **', ' – ']

/** Numbers from 0 to below 1, the same in every run (a linear congruential generator, constants of Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Conversations of about ten messages each, with branches. */
export function corpusOf(conversations: number): Conversation[] {
  const random = numbersFrom(7)
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  function word(): string {
    const kind = random()
    if (kind < 0.04) return one(signs)
    if (kind < 0.08) return one(code)
    if (kind < 0.1) return one(emoji)
    const made = Array.from({ length: 1 + Math.floor(random() * 4) }, () => one(syllables)).join('')
    return random() < 0.1 ? made.toUpperCase() : made
  }
  function text(): string {
    return Array.from({ length: 3 + Math.floor(random() * 30) }, () => word() + one(marks)).join('')
  }
  return [...Array(conversations).keys()].map((number) => {
    const start = noon - Math.floor(random() * 4e10)
    const messages = [...Array(5 + Math.floor(random() * 11)).keys()].map((index): Message => {
      const parent = index === 0 ? null : `${random() < 0.8 ? index - 1 : Math.floor(random() * index)}`
      const written = text()
      return message(`${index}`, parent, written, {
        createdAt: start + index * 60_000,
        ...(random() < 0.1 && {
          parts: [
            { type: 'thinking', text: written },
            { type: 'code', language: null, text: text() },
          ],
        }),
      })
    })
    return conversation({ sourceId: `${number}`, title: `${word()} ${word()}`, messages })
  })
}

const plain: Readonly<Record<string, string>> = {
  é: 'e',
  ñ: 'n',
  ö: 'o',
  '–': '-',
  '\ufe0f': '',
  '\u200d': '',
}

function simplified(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/gu, (character) => plain[character] ?? character)
}

/** Whether a text holds all words: each anywhere, but at the beginning of a word when it has no three letters together. */
export function holdsWords(text: string, words: readonly string[]): boolean {
  return words.every((word) => {
    const wanted = simplified(word)
    const isShort = /^[a-z0-9]/u.test(wanted) && !/[a-z0-9]{3}|\P{ASCII}/u.test(wanted)
    return new RegExp(`${isShort ? '(?<![a-z0-9])' : ''}${escaped(wanted)}`, 'u').test(simplified(text))
  })
}

/** Whether a text holds whole Latin words one after the other with nothing but spaces and punctuation between them. */
export function holdsPhrase(text: string, words: readonly string[]): boolean {
  const between = '[^a-z0-9\\p{Lo}\\p{Extended_Pictographic}]+'
  const pattern = words.map((word) => escaped(simplified(word))).join(between)
  return new RegExp(`(?<![a-z0-9])${pattern}(?![a-z0-9])`, 'u').test(simplified(text))
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)
}
