/** Changes strings inside JSON values, and inside what messages keep as JSON. */
import type { Message, Part } from './conversation.ts'
import type { Json } from './json.ts'

/** Deeper than any product nests what holds files; what is nested deeper is left as it is. */
const deepest = 64

/** The value with each string replaced by what `change` makes of it; the same object where that changes nothing. */
export function changeStrings<Value extends Json | undefined>(
  value: Value,
  change: (text: string) => string,
): Value {
  return changed(value, change, 0) as Value
}

/** The message with each string of what its source had beside the text (`extra`, unknown content) replaced. */
export function changeStringsBeside(message: Message, change: (text: string) => string): Message {
  return {
    ...message,
    parts: message.parts.map((part) => changePart(part, change)),
    extra: changeStrings(message.extra, change),
  }
}

function changePart(part: Part, change: (text: string) => string): Part {
  const extra = part.extra === undefined ? {} : { extra: changeStrings(part.extra, change) }
  return part.type === 'unknown'
    ? { ...part, raw: changeStrings(part.raw, change), ...extra }
    : { ...part, ...extra }
}

function changed(value: Json | undefined, change: (text: string) => string, depth: number): Json | undefined {
  if (typeof value === 'string') return change(value)
  if (typeof value !== 'object' || value === null || depth > deepest) return value
  if (Array.isArray(value)) {
    let copy: Json[] | null = null
    value.forEach((item: Json, index) => {
      const after = changed(item, change, depth + 1)
      if (after !== item && after !== undefined) (copy ??= [...value])[index] = after
    })
    return copy ?? value
  }
  let copy: Record<string, Json> | null = null
  for (const [key, item] of Object.entries(value)) {
    const after = changed(item, change, depth + 1)
    if (after === item || after === undefined) continue
    copy ??= { ...value }
    Object.defineProperty(copy, key, { value: after, writable: true, enumerable: true, configurable: true })
  }
  return copy ?? value
}
