/**
 * Makes ChatGPT exports of any size, always the same for the same seed.
 *
 * The mix follows what is known of real archives: short questions and long answers (medians near 180 and 1,430
 * characters), every eighth conversation with regenerated or edited branches, tool calls and code, six in a hundred in
 * Chinese, Japanese or Korean, diacritics and emoji, and now and then a conversation of several hundred turns. Written
 * as Python writes JSON: `, ` and `: ` between, everything beyond ASCII escaped.
 */
import { closeSync, openSync, writeSync } from 'node:fs'

export interface GeneratedExport {
  readonly conversations: number
  readonly messages: number
  /** Characters of message text. */
  readonly characters: number
  /** Ids of the pictures that messages show: `file-…`. */
  readonly assets: readonly string[]
}

interface Message {
  id: string
  author: { role: string; name: null; metadata: object }
  create_time: number
  update_time: null
  content: object
  status: string
  end_turn: boolean
  weight: number
  metadata: object
  recipient: string
  channel: null
}

interface Node {
  id: string
  parent: string | null
  children: string[]
  message: Message | null
}

/** Unix seconds. */
const newest = 1_795_000_000
const conversationsPerMegabyte = 25.4

/**
 * Writes an export of about `megabytes` to `path`; `pictures` are named by first messages all over it.
 *
 * @param shorter conversations have so many times fewer messages, and are so many times more
 */
export function generateExport(
  path: string,
  megabytes: number,
  pictures = 0,
  shorter = 1,
  seed = 1,
): GeneratedExport {
  const random = randomFrom(seed)
  const expected = megabytes * conversationsPerMegabyte * shorter
  const picturesEach = pictures / expected
  const assets: string[] = []
  const words = vocabulary(random)
  // The newest conversation stands first, as in real exports, and all of them fill about three years.
  const gap = (2 * 3 * 365 * 86_400) / expected
  const file = openSync(path, 'w')
  const total = { conversations: 0, messages: 0, characters: 0 }
  let bytes = 0
  let waiting = '['
  let startedAt = newest
  try {
    while (bytes + waiting.length < megabytes * 1e6) {
      const made = conversation(random, words, total.conversations, startedAt, shorter)
      while (assets.length < Math.min(pictures, picturesEach * (total.conversations + 1))) {
        const id = `file-${assets.length.toString(36).padStart(8, '0')}Bench`
        made.showPicture(id)
        assets.push(id)
      }
      startedAt -= gap * random()
      waiting += (total.conversations === 0 ? '' : ', ') + serialise(made.conversation)
      total.conversations += 1
      total.messages += made.messages
      total.characters += made.characters
      if (waiting.length > 1 << 22) {
        bytes += writeSync(file, waiting)
        waiting = ''
      }
    }
    writeSync(file, `${waiting}]`)
  } finally {
    closeSync(file)
  }
  return { ...total, assets }
}

/** The words that texts are made of, the most frequent first: what search queries are chosen from. */
export function vocabularyOf(seed = 1): readonly string[] {
  return vocabulary(randomFrom(seed))
}

type Random = () => number

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state are plenty for a workload. */
function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const syllables =
  'ba be bi bo bu ca ce ci co cu da de di do du fa fe fi fo ga ge gi go la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo tion ment ing er est ly able ness'.split(
    ' ',
  )
const commonWords =
  'the of and to in is that for it as with on this be are by from or an not can which you will if one all has their more when use there how what into about time like between data function value code example'.split(
    ' ',
  )
const accented = [
  'café',
  'naïve',
  'résumé',
  'Zürich',
  'señor',
  'crème',
  'Øresund',
  'façade',
  'über',
  'coöperate',
]

function vocabulary(random: Random): string[] {
  const made = new Set<string>(commonWords)
  while (made.size < 60_000) {
    let invented = ''
    const length = 2 + Math.floor(random() * 3)
    for (let i = 0; i < length; i++) invented += pick(random, syllables)
    made.add(invented)
  }
  return [...made]
}

/** Zipf-like: rank r is chosen with a probability near 1 / r. */
function word(random: Random, words: readonly string[]): string {
  const rank = Math.floor(words.length ** random()) - 1
  const chance = random()
  if (chance < 0.004) return pick(random, accented)
  if (chance < 0.007) return `id_${Math.floor(random() * 1e9).toString(36)}`
  return words[rank] ?? 'the'
}

function prose(random: Random, words: readonly string[], length: number): string {
  const pieces: string[] = []
  let written = 0
  let inSentence = 0
  while (written < length) {
    let next = word(random, words)
    if (inSentence === 0) next = next.charAt(0).toUpperCase() + next.slice(1)
    inSentence += 1
    if (inSentence > 6 && random() < 0.12) {
      next += random() < 0.15 ? '.\n\n' : '. '
      inSentence = 0
    } else {
      next += random() < 0.08 ? ', ' : ' '
    }
    pieces.push(next)
    written += next.length
  }
  if (random() < 0.03) pieces.push(' 🌒🙂')
  return pieces.join('').trimEnd()
}

const cjkText =
  '月はなぜ地球に同じ面を向けるのか潮汐固定によって自転と公転の周期が等しくなるからです我想知道北京的天气怎么样今天下雨吗机器学习模型需要大量数据한국어로대화를계속하고싶습니다달은항상같은면을보여줍니다'

function cjkProse(random: Random, length: number): string {
  let text = ''
  while (text.length < length) {
    const start = Math.floor(random() * (cjkText.length - 12))
    text += cjkText.slice(start, start + 3 + Math.floor(random() * 9)) + (random() < 0.2 ? '。' : '')
  }
  return text
}

function code(random: Random, words: readonly string[]): string {
  const lines = Array.from(
    { length: 4 + Math.floor(random() * 14) },
    (_, line) =>
      `${'  '.repeat(line % 3)}const ${word(random, words)}_${line} = ${word(random, words)}(${line * 7})`,
  )
  return `\n\n\`\`\`ts\n${lines.join('\n')}\n\`\`\`\n\n`
}

/** Log-normal with the given median, by the sum of twelve. */
function lengthAround(random: Random, median: number, spread: number): number {
  let sum = -6
  for (let i = 0; i < 12; i++) sum += random()
  return Math.max(8, Math.round(median * Math.exp(sum * spread)))
}

function conversation(
  random: Random,
  words: readonly string[],
  number: number,
  startedAt: number,
  shorter: number,
): {
  conversation: object
  messages: number
  characters: number
  /** Puts a picture into the first question. */
  showPicture(picture: string): void
} {
  const isCjk = random() < 0.06
  const started = Math.floor(startedAt)
  const usual = number % 2500 === 2499 ? 400 + Math.floor(random() * 800) : lengthAround(random, 6, 0.6)
  const turns = Math.ceil(usual / shorter)
  const isBranched = random() < 0.12
  const mapping: Record<string, Node> = {}
  let messages = 0
  let characters = 0
  let now = started

  const add = (parent: Node | null, message: Message | null): Node => {
    const node: Node = { id: message?.id ?? uuid(random), parent: parent?.id ?? null, children: [], message }
    mapping[node.id] = node
    parent?.children.push(node.id)
    if (message) messages += 1
    return node
  }
  const say = (role: string, text: string, extra: object = {}): Message => {
    characters += text.length
    now += 3 + Math.floor(random() * 90)
    return {
      id: uuid(random),
      author: { role, name: null, metadata: {} },
      create_time: now + Math.round(random() * 1e6) / 1e6,
      update_time: null,
      content: { content_type: 'text', parts: [text] },
      status: 'finished_successfully',
      end_turn: role === 'assistant',
      weight: 1,
      metadata: {
        request_id: uuid(random),
        timestamp_: 'absolute',
        message_type: null,
        ...(role === 'assistant'
          ? {
              model_slug: 'gpt-5',
              default_model_slug: 'gpt-5',
              finish_details: { type: 'stop', stop_tokens: [200002] },
            }
          : {}),
        ...extra,
      },
      recipient: 'all',
      channel: null,
    }
  }
  const question = (): string =>
    isCjk
      ? cjkProse(random, lengthAround(random, 60, 0.6))
      : prose(random, words, lengthAround(random, 180, 0.9))
  const answer = (): string => {
    const text = isCjk
      ? cjkProse(random, lengthAround(random, 500, 0.5))
      : prose(random, words, lengthAround(random, 1430, 0.6))
    return random() < 0.2 ? text + code(random, words) : text
  }

  const root = add(null, null)
  let at = add(root, { ...say('system', ''), metadata: { is_visually_hidden_from_conversation: true } })
  for (let turn = 0; turn < turns; turn++) {
    const asked = add(at, say('user', question()))
    let answered = add(asked, say('assistant', answer()))
    if (isBranched && random() < 0.3) answered = add(asked, say('assistant', answer()))
    if (isBranched && random() < 0.15)
      answered = add(add(at, say('user', question())), say('assistant', answer()))
    if (random() < 0.04) {
      const call = say('assistant', '')
      call.content = {
        content_type: 'code',
        language: 'unknown',
        response_format_name: null,
        text: `search("${word(random, words)}")`,
      }
      call.recipient = 'web'
      const result = say('tool', '')
      result.content = {
        content_type: 'tether_browsing_display',
        result: prose(random, words, 300),
        summary: null,
      }
      answered = add(add(add(answered, call), result), say('assistant', answer()))
    }
    at = answered
  }
  const id = uuid(random)
  return {
    messages,
    characters,
    showPicture: (picture) => {
      const first = Object.values(mapping).find(({ message }) => message?.author.role === 'user')?.message
      if (!first) return
      const { parts } = first.content as { parts: unknown[] }
      const shown = {
        content_type: 'image_asset_pointer',
        asset_pointer: `file-service://${picture}`,
        size_bytes: 1,
      }
      first.content = { content_type: 'multimodal_text', parts: [shown, ...parts] }
    },
    conversation: {
      title: isCjk ? cjkProse(random, 12) : prose(random, words, 30).replace(/[.,\n]/g, ''),
      create_time: started + 0.123456,
      update_time: now + 0.654321,
      mapping,
      moderation_results: [],
      current_node: at.id,
      plugin_ids: null,
      conversation_id: id,
      conversation_template_id: null,
      gizmo_id: null,
      is_archived: false,
      safe_urls: [],
      default_model_slug: 'gpt-5',
      id,
    },
  }
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T
}

/** As Python's json.dumps writes it by default. */
function serialise(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(serialise).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `"${key}": ${serialise(inner)}`)
      .join(', ')}}`
  }
  const text = JSON.stringify(value)
  return typeof value === 'string'
    ? text.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : text
}
