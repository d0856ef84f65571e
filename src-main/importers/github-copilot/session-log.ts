/**
 * The log of changes in which VS Code keeps a chat since 2026: its first line is a whole session, every other one sets,
 * adds to or deletes something in it (`ObjectMutationLog` in microsoft/vscode).
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'

type Container = Json[] | JsonObject

/** True for a line of such a log. */
export function isLogEntry(value: Json): value is JsonObject {
  return isJsonObject(value) && typeof value['kind'] === 'number'
}

/**
 * The session as it stands after the last change. Lines that are no changes and changes to what is not there are left out;
 * `unappliedChanges` in the session lists them.
 */
export function sessionOfLog(entries: readonly Json[]): Json {
  let session: Json = null
  const unapplied: Json[] = []
  for (const entry of entries) {
    if (!isLogEntry(entry)) unapplied.push(entry)
    else if (entry['kind'] === 0) session = entry['v'] ?? null
    else if (!apply(session, entry)) unapplied.push(entry)
  }
  if (!isJsonObject(session) || unapplied.length === 0) return session
  return { ...session, unappliedChanges: unapplied }
}

function apply(session: Json, { kind, k, v, i }: JsonObject): boolean {
  if (!Array.isArray(k)) return false
  const path = k.map(String)
  const last = path.at(-1)
  if (last === undefined) return false
  const parent = containerAt(session, path.slice(0, -1))
  if (parent === null) return false
  if (kind === 1) return set(parent, last, v ?? null)
  if (kind === 3) return remove(parent, last)
  return kind === 2 && push(parent, last, v, i)
}

function containerAt(root: Json, path: readonly string[]): Container | null {
  let at: Json | undefined = root
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null
    at = Array.isArray(at) ? at[Number(key)] : at[key]
  }
  return typeof at === 'object' && at !== null ? at : null
}

function set(parent: Container, key: string, value: Json): boolean {
  if (!Array.isArray(parent)) {
    // Defined rather than assigned: a file may call a field `__proto__`.
    Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true })
    return true
  }
  const index = Number(key)
  if (!Number.isInteger(index) || index < 0 || index > parent.length) return false
  parent[index] = value
  return true
}

function remove(parent: Container, key: string): boolean {
  if (Array.isArray(parent)) return false
  return Object.hasOwn(parent, key) && delete parent[key]
}

/** Adds to a list; with an index everything from there on is taken off first. */
function push(parent: Container, key: string, added: Json | undefined, from: Json | undefined): boolean {
  if (!Object.hasOwn(parent, key) && !set(parent, key, [])) return false
  const list = Array.isArray(parent) ? parent[Number(key)] : parent[key]
  if (!Array.isArray(list)) return false
  if (typeof from === 'number' && from >= 0 && from < list.length) list.length = Math.floor(from)
  if (Array.isArray(added)) for (const one of added) list.push(one)
  return true
}
