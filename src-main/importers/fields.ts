/**
 * Reads fields of JSON that someone else wrote: each may be absent or of any type.
 *
 * What a field means is the importers' work.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'

type MaybeJson = Json | undefined

/** The text of a field, also an empty one; null when it is no text. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = object[key]
  return typeof value === 'string' ? value : null
}

/** The text of the first of several fields that holds any; null when none does. */
export function filledTextAt(object: JsonObject, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = object[key]
    if (typeof value === 'string' && value !== '') return value
  }
  return null
}

/** The number of a field; null when it is none or not finite. */
export function numberAt(object: JsonObject, key: string): number | null {
  const value = object[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** The object of a field, an empty one when it holds something else. */
export function objectAt(object: JsonObject, key: string): JsonObject {
  return asObject(object[key])
}

/** The list of a field, an empty one when it holds something else. */
export function listAt(object: JsonObject, key: string): readonly Json[] {
  const value = object[key]
  return Array.isArray(value) ? value : []
}

/** The objects in the list of a field. */
export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  return listAt(object, key).filter(isJsonObject)
}

/** The value itself when it is an object, else an empty one. */
export function asObject(value: MaybeJson): JsonObject {
  return isJsonObject(value) ? value : {}
}

/** True for what says nothing: null, an empty text, list or object. */
export function isEmpty(value: MaybeJson): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  if (typeof value !== 'object') return false
  for (const key in value) if (Object.hasOwn(value, key)) return false
  return true
}

/** The filled fields of an object that are not named in `held`: what the model has no place for. */
export function leftOver(object: JsonObject, held: ReadonlySet<string>): JsonObject {
  const rest: JsonObject = {}
  for (const key in object) {
    const value = object[key]
    if (!held.has(key) && value !== undefined && !isEmpty(value)) put(rest, key, value)
  }
  return rest
}

/** The fields that say something, or null when none does: the shape of every `extra`. */
export function extraOf(fields: { readonly [key: string]: MaybeJson }): JsonObject | null {
  let extra: JsonObject | null = null
  for (const key in fields) {
    const value = fields[key]
    if (value !== undefined && !isEmpty(value)) put((extra ??= {}), key, value)
  }
  return extra
}

/** The same as something to spread into a part, where `extra` is absent when there is nothing to say. */
export function partExtra(fields: { readonly [key: string]: MaybeJson }): { readonly extra?: JsonObject } {
  const extra = extraOf(fields)
  return extra === null ? {} : { extra }
}

/** Sets a field of that very name: plain assignment to `__proto__` would change what the object inherits. */
function put(object: JsonObject, key: string, value: Json): void {
  if (key !== '__proto__') object[key] = value
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true })
}
