/**
 * A few thousand messages that are always the same, and the slow and simple search that a fast one is measured by.
 *
 * Words are made of syllables, so that any piece of a word stands in very many others. The slow search folds in its own
 * way: it knows only the letters that the corpus holds.
 */
import type { Conversation, ConversationStatus, Message, Part, Role } from '@shared/conversation.ts'
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
export function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const roles: readonly Role[] = ['user', 'assistant', 'user', 'assistant', 'tool', 'system']
const models = ['gpt-4o', 'gpt-4', 'claude-3-opus', 'o1-mini']
const sources = ['chatgpt', 'claude', 'claude-code']
const statuses: readonly ConversationStatus[] = [
  'active',
  'active',
  'active',
  'archived',
  'favorite',
  'deleted',
]
const tags = ['work', 'Wörk/Ideas', 'karo', 'trip 2024']

/** Conversations of about ten messages each, with branches and something of all that a filter can ask for. */
export function corpusOf(conversations: number): Conversation[] {
  const random = numbersFrom(7)
  const one = <Item>(list: readonly [Item, ...Item[]] | readonly Item[]): Item =>
    list[Math.floor(random() * list.length)] as Item
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
  function parts(): readonly Part[] {
    const kind = random()
    const written: Part = {
      type: 'text',
      text: kind < 0.05 ? `${text()}\n\`\`\`ts\n${text()}\n\`\`\`` : text(),
    }
    if (kind < 0.85) return [written]
    if (kind < 0.88) return [{ type: 'thinking', text: text() }, written]
    if (kind < 0.91) return [written, { type: 'code', language: null, text: text() }]
    if (kind < 0.94) return [{ type: 'tool-call', name: 'lookup', input: { about: text() }, output: text() }]
    const isImage = kind < 0.97
    const attachment: Part = {
      type: 'attachment',
      kind: isImage ? 'image' : 'file',
      ref: 'one',
      name: `${word()}.${isImage ? 'png' : 'pdf'}`,
      mime: null,
      size: null,
      width: null,
      height: null,
      description: null,
    }
    return [written, attachment]
  }
  return [...Array(conversations).keys()].map((number) => {
    const start = noon - Math.floor(random() * 4e10)
    const messages = [...Array(5 + Math.floor(random() * 11)).keys()].map((index): Message => {
      const parent = index === 0 ? null : `${random() < 0.8 ? index - 1 : Math.floor(random() * index)}`
      const role = one(roles)
      return message(`${index}`, parent, '', {
        createdAt: random() < 0.02 ? null : start + index * 60_000,
        parts: parts(),
        role,
        model: role === 'assistant' && random() < 0.7 ? one(models) : null,
        isError: random() < 0.02,
      })
    })
    return conversation({
      sourceId: `${number}`,
      source: one(sources),
      title: `${word()} ${word()}`,
      status: one(statuses),
      model: random() < 0.5 ? one(models) : null,
      type: random() < 0.1 ? 'agent' : 'chat',
      tags: random() < 0.1 ? [one(tags)] : [],
      createdAt: start,
      updatedAt: start + 3_600_000,
      messages,
    })
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

const known = new Map<string, string>()

function simplified(text: string): string {
  const before = known.get(text)
  if (before !== undefined) return before
  const simple = text.toLowerCase().replaceAll(/[^a-z]/gu, (character) => plain[character] ?? character)
  known.set(text, simple)
  return simple
}

const withCapitals: Readonly<Record<string, string>> = { ...plain, É: 'E', Ñ: 'N', Ö: 'O' }

/** As `simplified`, but with its capitals. */
function withoutAccents(text: string): string {
  return text.replaceAll(/[^A-Za-z]/gu, (character) => withCapitals[character] ?? character)
}

/** Whether a text holds a word, anywhere. */
export function holdsWord(text: string, word: string, isCased: boolean): boolean {
  const form = isCased ? withoutAccents : simplified
  return form(text).includes(form(word))
}

/** How often a text holds a word, one place after the other. */
export function timesIn(text: string, word: string): number {
  return simplified(text).split(simplified(word)).length - 1
}

/** The words of a text that are made of plain letters and digits, folded. */
export function wordsOf(text: string): string[] {
  return simplified(text).match(/(?<![\p{L}\p{N}])[a-z0-9]+(?![\p{L}\p{N}])/gu) ?? []
}

/** Tells whether a text holds whole Latin words one after the other, with nothing but spaces and punctuation between them. */
export function phraseFinder(
  words: readonly string[],
  isOpen: boolean,
  isCased: boolean,
): (text: string) => boolean {
  const simple = isCased ? withoutAccents : simplified
  const between = '[^A-Za-z0-9\\p{Lo}\\p{Extended_Pictographic}]+'
  const pattern = words.map((word) => escaped(simple(word))).join(between)
  const form = new RegExp(`(?<![A-Za-z0-9])${pattern}${isOpen ? '' : '(?![A-Za-z0-9])'}`, 'u')
  return (text) => form.test(simple(text))
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)
}
