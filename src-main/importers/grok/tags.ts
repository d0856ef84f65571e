/** The tags that Grok writes into its texts: cards for the tools it used. What they mean to a reader is a call of a tool. */
import type { Part } from '@shared/conversation.ts'
import { parseArguments } from '../tool-arguments.ts'

const card = /<xai:tool_usage_card>([^]*?)<\/xai:tool_usage_card>/g

/** The pieces of a text as parts, and its tool cards as calls between them, in their order. */
export function partsOfTagged(text: string, partOf: (piece: string) => Part): Part[] {
  const parts: Part[] = []
  let from = 0
  const addText = (piece: string): void => {
    if (piece.trim() !== '') parts.push(partOf(piece))
  }
  for (const found of text.matchAll(card)) {
    const call = callOf(found[1] ?? '')
    // A card of another shape stays where it is, as text.
    if (call === null) continue
    addText(text.slice(from, found.index))
    parts.push(call)
    from = found.index + found[0].length
  }
  addText(text.slice(from))
  return parts
}

function callOf(inner: string): Part | null {
  const name = tagged(inner, 'xai:tool_name')
  if (name === null) return null
  const id = tagged(inner, 'xai:tool_usage_card_id')
  const { input, original } = parseArguments(tagged(inner, 'xai:tool_args') ?? '')
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name,
    input,
    ...(original === undefined ? {} : { extra: { original } }),
  }
}

/** The text between two tags, out of its CDATA section. */
function tagged(text: string, tag: string): string | null {
  const [open, close] = [`<${tag}>`, `</${tag}>`]
  const start = text.indexOf(open)
  const end = text.indexOf(close, start)
  if (start < 0 || end < 0) return null
  const inside = text.slice(start + open.length, end).trim()
  return /^<!\[CDATA\[([^]*)\]\]>$/.exec(inside)?.[1] ?? inside
}
