/**
 * The readable text of a message: what search indexes, what a snippet shows, what `show` prints as `text`.
 * How it looks on the screen is render/'s work.
 */
import type { Part } from './conversation.ts'
import type { Json } from './json.ts'

/** The text a person would read, part after part, with an empty line between them. */
export function readableText(parts: readonly Part[]): string {
  const only = parts[0]
  if (parts.length === 1 && only?.type === 'text') return only.text
  return parts
    .map(textOfPart)
    .filter((text) => text !== '')
    .join('\n\n')
}

function textOfPart(part: Part): string {
  switch (part.type) {
    case 'text':
    case 'transcript':
    case 'code':
    case 'error':
      return part.text
    case 'thinking':
    case 'context':
    case 'quote':
      return joined([part.title ?? '', part.text])
    case 'tool-call':
      return joined([part.name, stringsOf(part.input), part.output ?? ''])
    case 'tool-result':
      return joined([part.name ?? '', part.text])
    case 'attachment':
      return joined([part.name ?? '', part.description ?? ''])
    case 'unknown':
      return stringsOf(part.raw)
  }
}

/** Every string inside a JSON value, a line each. */
function stringsOf(value: Json): string {
  const found: string[] = []
  const waiting: Json[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') found.push(next)
    else if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next).toReversed()) waiting.push(inner)
    }
  }
  return found.join('\n')
}

function joined(lines: readonly string[]): string {
  return lines.filter((line) => line !== '').join('\n')
}
