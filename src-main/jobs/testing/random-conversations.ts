/**
 * Conversations that chance has made, the same ones for the same seed. Trees of every shape, parts of every type, texts that formats
 * stumble over, times that no calendar has.
 */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import { conversation, message } from '../../archive/testing/conversations.ts'
import { inTreeOrder } from '../../importers/tree-order.ts'

/** As many conversations, in the form that importers give them. */
export function randomConversations(seed: number, count: number): Conversation[] {
  const chance = chanceOf(seed)
  return Array.from({ length: count }, (_, place) => randomConversation(chance, place))
}

const oddTexts = [
  '',
  ' ',
  '\n',
  'hello',
  '\ud800',
  '\udc00x',
  'a\0b',
  '\u2028\u2029',
  '\ufeffbom',
  '```\nfence',
  '# head',
  '<details type="reasoning">',
  '</script>',
  '<!--',
  'مرحبا \u202e abc',
  'z\u0337\u0321\u031b\u0321',
  '=1+1',
  '"q", \'s\'\r\n',
  '\\',
  '👨‍👩‍👧',
  'x'.repeat(3000),
  `stemma-file:${'a'.repeat(64)};data:x`,
  '<think>a</think>b',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
  '&lt;b&gt;',
  '{{title}} $& $1 %s',
]
const keys = ['a', 'metadata', 'text', 'stemma', '__proto__', 'constructor', 'children', 'messages', '', '5']
const times = [null, 0, -1, 999, 1e12, 1_714_585_031_149, 253_402_300_800_000, -62_135_596_800_000, 8.64e15]
const numbers = [0, 1.5, -3, 1e21, 5e-324, 9_007_199_254_740_992]

interface Chance {
  /** True in so many of a hundred cases. */
  is(percent: number): boolean
  /** A whole number from 0, less than `end`. */
  below(end: number): number
  one<Value>(values: readonly Value[]): Value
  text(): string
  /** A text without halves of characters, as names and ids are kept. */
  name(): string
}

function chanceOf(seed: number): Chance {
  let state = seed
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number): number => Math.floor(next() * end)
  const one = <Value>(values: readonly Value[]): Value => values[below(values.length)] as Value
  const text = (): string => (below(10) < 7 ? one(oddTexts) : one(oddTexts) + one(oddTexts))
  return {
    is: (percent) => below(100) < percent,
    below,
    one,
    text,
    name: () => text().replace(/\p{Cs}/gu, ''),
  }
}

function randomConversation(chance: Chance, place: number): Conversation {
  const messages = inTreeOrder(
    Array.from({ length: 1 + chance.below(9) }, (_, index) => randomMessage(chance, index)),
    { kind: 'as-given' },
  )
  return conversation({
    source: chance.one(['chatgpt', 'librechat', 'claude', 'open-webui']),
    sourceId: chance.is(80) ? `c${place}-${chance.name()}` : null,
    type: chance.one(['chat', 'agent', 'graph']),
    status: chance.one(['active', 'archived', 'favorite']),
    // What has no id is told from others by its title.
    title: chance.is(30) ? null : `${chance.name()} ${place}`,
    endpoint: chance.is(30) ? null : `e${chance.name()}`,
    model: chance.is(50) ? null : chance.name(),
    createdAt: chance.one(times),
    updatedAt: chance.one(times),
    tags: Array.from({ length: chance.below(3) }, (_, index) => `${index}${chance.name()}`),
    activeLeafId: chance.is(50) ? null : chance.one([...messages.map(({ id }) => id), 'gone']),
    options: chance.is(50) ? null : randomObject(chance, 0),
    extra: chance.is(50) ? null : randomObject(chance, 0),
    messages,
  })
}

function randomMessage(chance: Chance, index: number): Message {
  const parentId = index === 0 || chance.is(10) ? null : `m${chance.below(index)}`
  const parts = Array.from({ length: chance.below(4) }, (_, place) => randomPart(chance, place))
  return message(`m${index}`, parentId, '', {
    sourceId: chance.is(60) ? `s${index}` : chance.is(50) ? null : `${chance.name()}${index}`,
    role: chance.one(['user', 'assistant', 'system', 'tool']),
    sender: chance.is(50) ? null : chance.name(),
    model: chance.is(50) ? null : chance.name(),
    createdAt: chance.one(times),
    isError: chance.is(10),
    isUnfinished: chance.is(10),
    isHidden: chance.is(20),
    parts,
    attachments: parts.flatMap((part) =>
      part.type === 'attachment' ? [{ ref: part.ref, hash: null, mime: part.mime, missing: 'not here' }] : [],
    ),
    extra: chance.is(60) ? null : randomObject(chance, 0),
  })
}

function randomPart(chance: Chance, place: number): Part {
  const extra = chance.is(70) ? {} : { extra: randomObject(chance, 0) }
  const text = chance.text()
  const named = chance.is(50) ? {} : { name: chance.text() }
  const optional = (): string | null => (chance.is(50) ? null : chance.text())
  return chance.one<() => Part>([
    () => ({ type: 'text', text, ...extra }),
    () => ({ type: 'thinking', text, ...(chance.is(50) ? {} : { title: chance.text() }), ...extra }),
    () => ({ type: 'code', language: optional(), text, ...extra }),
    () => ({ type: 'tool-call', name: text, input: randomJson(chance, 0), ...extra }),
    () => ({ type: 'tool-call', id: text, name: text, input: text, output: chance.text(), ...extra }),
    () => ({ type: 'tool-result', text, ...named, ...extra }),
    () => ({ type: 'quote', title: optional(), url: optional(), text, ...extra }),
    () => ({ type: 'transcript', text, direction: chance.one(['in', 'out', null]), ...extra }),
    () => ({ type: 'context', title: chance.text(), text, ...extra }),
    () => ({ type: 'error', text, ...named, ...extra }),
    () => ({ type: 'unknown', kind: text, raw: randomJson(chance, 0), ...extra }),
    () => ({
      type: 'attachment',
      kind: chance.one(['image', 'audio', 'video', 'file']),
      ref: `${chance.name()}#${place}`,
      name: optional(),
      mime: optional(),
      size: chance.one([null, 5]),
      width: null,
      height: 3.5,
      description: optional(),
      ...extra,
    }),
  ])()
}

function randomJson(chance: Chance, depth: number): Json {
  switch (chance.below(depth > 2 ? 3 : 5)) {
    case 0:
      return chance.text()
    case 1:
      return chance.one(numbers)
    case 2:
      return chance.one([true, false, null])
    case 3:
      return Array.from({ length: chance.below(3) }, () => randomJson(chance, depth + 1))
    default:
      return randomObject(chance, depth + 1)
  }
}

function randomObject(chance: Chance, depth: number): JsonObject {
  return Object.fromEntries(
    Array.from({ length: chance.below(4) }, () => [chance.one(keys), randomJson(chance, depth)]),
  )
}
