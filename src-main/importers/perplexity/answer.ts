/** What Perplexity answered: its text and the pages it names. */
import type { Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, leftOver, listAt, objectAt, objectsAt, partExtra, textAt } from '../fields.ts'
import { textParts } from '../role-messages/content.ts'

/** The parts of an answer, and the blocks of it that became none. */
export function answerOf(entry: JsonObject): { readonly parts: readonly Part[]; readonly rest: JsonObject } {
  const blocks = objectsAt(entry, 'blocks')
  const usages = blocks.map((block) => filledTextAt(block, 'intended_usage'))
  // The same text stands in several blocks, whole and in pieces for each way of showing it.
  const isText = usages.includes('ask_text')
    ? (block: JsonObject): boolean => block['intended_usage'] === 'ask_text'
    : (block: JsonObject): boolean => isJsonObject(block['markdown_block'])
  const texts = blocks.filter(isText).map(textOfBlock)
  const own = filledTextAt(entry, 'answer') ?? (texts.length === 0 ? textAt(entry, 'text') : null)
  const sources = new Map<string, Part>()
  const listed = [
    ...listAt(entry, 'sources'),
    ...blocks.flatMap((block) => [
      ...listAt(objectAt(block, 'web_result_block'), 'web_results'),
      ...listAt(objectAt(block, 'sources_mode_block'), 'web_results'),
    ]),
  ]
  listed.forEach((source, index) => {
    const part = sourcePart(source)
    const address = part.type === 'quote' ? part.url : null
    const key = address ?? `#${index}`
    if (!sources.has(key)) sources.set(key, part)
  })
  const others = blocks.filter(
    (block) => !isText(block) && !isJsonObject(block['web_result_block']) && !isRepeated(block, texts),
  )
  const text = own ?? texts.join('\n\n')
  return {
    parts: [...textParts(text), ...sources.values()],
    rest: others.length === 0 ? {} : { blocks: others },
  }
}

function textOfBlock(block: JsonObject): string {
  const markdown = objectAt(block, 'markdown_block')
  const pieces = listAt(markdown, 'chunks').filter((chunk) => typeof chunk === 'string')
  return filledTextAt(markdown, 'answer') ?? pieces.join('')
}

function isRepeated(block: JsonObject, texts: readonly string[]): boolean {
  return isJsonObject(block['markdown_block']) && texts.some((text) => text.includes(textOfBlock(block)))
}

function sourcePart(source: Json): Part {
  if (typeof source === 'string') return { type: 'quote', title: null, url: source, text: '' }
  const url = isJsonObject(source) ? filledTextAt(source, 'url', 'link') : null
  if (!isJsonObject(source) || url === null) return { type: 'unknown', kind: 'source', raw: source }
  const held = new Set(['url', 'link', 'title', 'name', 'snippet'])
  return {
    type: 'quote',
    title: filledTextAt(source, 'title', 'name'),
    url,
    text: textAt(source, 'snippet') ?? '',
    ...partExtra(leftOver(source, held)),
  }
}
