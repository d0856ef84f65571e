/** The arguments of a tool call, which products write as JSON inside a text. */
import { isJsonObject, type Json } from '@shared/json.ts'
import { deepestNesting, isNestedDeeper } from './nesting.ts'

/**
 * Reads arguments: an object where the text is one, else the text itself.
 * `original` is the text where the object would not give it back (a key twice, a number too long for a double).
 */
export function parseArguments(text: string): { readonly input: Json; readonly original?: string } {
  const object = parseObject(text)
  if (object === null) return { input: text }
  const isSame = withoutSpace(JSON.stringify(object)) === withoutSpace(text)
  return isSame ? { input: object } : { input: object, original: text }
}

function parseObject(text: string): Json | null {
  if (!/^\s*\{/.test(text)) return null
  try {
    const value = JSON.parse(text) as Json
    return isJsonObject(value) && !isNestedDeeper(value, deepestNesting) ? value : null
  } catch {
    return null
  }
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '')
}
