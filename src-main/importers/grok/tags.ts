/** The tags that Grok writes into its texts: cards for the tools it used. What they mean to a reader is a call of a tool. */
import type { Part } from '@shared/conversation.ts'
import { tagged, type Tagged } from '../tagged.ts'
import { parseArguments } from '../tool-arguments.ts'

/** The pieces of a text as parts, and its tool cards as calls between them, in their order. */
export function partsOfTagged(text: string, partOf: (piece: string) => Part): Part[] {
  const parts: Part[] = []
  let from = 0
  const addText = (piece: string): void => {
    if (piece.trim() !== '') parts.push(partOf(piece))
  }
  for (const card of tagged(text, 'xai:tool_usage_card')) {
    const call = callOf(card)
    // A card of another shape stays where it is, as text.
    if (call === null) continue
    addText(text.slice(from, card.start))
    parts.push(call)
    from = card.end
  }
  addText(text.slice(from))
  return parts
}

function callOf({ inside }: Tagged): Part | null {
  const name = field(inside, 'xai:tool_name')
  if (name === null) return null
  const id = field(inside, 'xai:tool_usage_card_id')
  const { input, original } = parseArguments(field(inside, 'xai:tool_args') ?? '')
  return {
    type: 'tool-call',
    ...(id === null ? {} : { id }),
    name,
    input,
    ...(original === undefined ? {} : { extra: { original } }),
  }
}

/** The text between two tags, out of its CDATA section. */
function field(text: string, tag: string): string | null {
  const inside = tagged(text, tag)[0]?.inside.trim()
  if (inside === undefined) return null
  return /^<!\[CDATA\[([^]*)\]\]>$/.exec(inside)?.[1] ?? inside
}
