/**
 * Finds the bytes that ChatGPT's asset pointers and file ids mean among the members of an export.
 *
 * Names have changed often: `file-<id>-photo.png`, `file_<id>-sanitized.png`, `dalle-generations/…`, `<id>.dat` with the
 * real names in two tables beside. One index of all names is made for each source; no name ever becomes a path.
 */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'
import { mimeOfName } from '../mime.ts'
import type { Member } from '../source.ts'
import { idsOfPointer } from './files.ts'

export interface Asset {
  /** Name of the member that holds the bytes. */
  readonly member: string
  /** What the person or the assistant called the file, where a table of the export says so. */
  readonly name: string | null
  readonly mime: string | null
}

export interface Assets {
  /** The file that a pointer or id means; one in the folder of its own conversation comes first. */
  find(ref: string, conversationId: string | null): Asset | null
  /** The file that the assistant made in a message and links to by its name. */
  findMade(messageId: string, name: string): Asset | null
}

export interface NameTables {
  /** `conversation_asset_file_names.json`: what each member was called. */
  readonly assetNames: Json
  /** `library_files.json`: records of uploaded and made files. */
  readonly libraryFiles: Json
}

/** The assets of an export without any: every file is missing. */
export const noAssets: Assets = { find: () => null, findMade: () => null }

const prefixId = /^(file[-_][A-Za-z0-9]+)(?=[-.]|$)/

/** Makes the index of a source's members. Tables that are absent or of another shape are passed over. */
export function assetsOf(members: readonly Member[], tables: NameTables): Assets {
  const index = new MemberIndex()
  for (const { name } of members) index.add(name)
  const names = new Map<string, { name: string; mime: string | null }>()
  const made = new Map<string, string>()
  const aliases: (readonly [alias: string, member: string])[] = []

  for (const [key, original] of isJsonObject(tables.assetNames) ? Object.entries(tables.assetNames) : []) {
    const member = index.find(key)
    if (member === null || typeof original !== 'string' || original === '') continue
    const name = baseName(original)
    // A bare uuid is an id by which others name the file, not what it was called.
    if (name.includes('.')) names.set(member, { name, mime: mimeOfName(name) })
    aliases.push([original, member])
  }
  for (const record of Array.isArray(tables.libraryFiles) ? tables.libraryFiles.filter(isJsonObject) : []) {
    const ids = ['file_id', 'library_file_id', 'id'].flatMap((key) => filledTextAt(record, key) ?? [])
    const member = ids.map((id) => index.find(id)).find((found) => found !== null)
    if (member === undefined || member === null) continue
    const name = filledTextAt(record, 'file_name', 'normalized_name')
    if (name !== null)
      names.set(member, { name, mime: filledTextAt(record, 'mime_type') ?? mimeOfName(name) })
    const message = filledTextAt(record, 'origination_message_id')
    if (message !== null && name !== null) made.set(`${message}/${name}`, member)
    aliases.push(...ids.map((id) => [id, member] as const))
  }
  // Last, so that a file that really bears a name goes before one that is only said to.
  for (const [alias, member] of aliases) index.add(alias, member)

  const assetOf = (member: string): Asset => ({
    member,
    name: names.get(member)?.name ?? null,
    mime: names.get(member)?.mime ?? mimeOfName(member),
  })
  return {
    find: (ref, conversationId) => {
      for (const id of idsOfPointer(ref)) {
        const member = index.find(id, conversationId)
        if (member !== null) return assetOf(member)
      }
      return null
    },
    findMade: (messageId, name) => {
      const member = made.get(`${messageId}/${name}`) ?? made.get(`${messageId}/${baseName(name)}`)
      return member === undefined ? null : assetOf(member)
    },
  }
}

/** Members by whole name, by name without extension and by the id that a name begins with. */
class MemberIndex {
  readonly #byName = new Map<string, string[]>()
  readonly #byStem = new Map<string, string[]>()
  readonly #byId = new Map<string, string[]>()

  add(name: string, member = name): void {
    const base = baseName(name)
    const id = prefixId.exec(base)?.[1]
    append(this.#byName, base, member)
    append(this.#byStem, stemOf(base), member)
    if (id !== undefined) append(this.#byId, id, member)
  }

  find(id: string, conversationId: string | null = null): string | null {
    const base = baseName(id)
    const spellings = [base, swapped(base)]
    const prefixes = spellings.map((spelling) => prefixId.exec(spelling)?.[1] ?? spelling)
    const lookUps = [
      ...spellings.map((spelling) => this.#byName.get(`${spelling}.dat`) ?? this.#byName.get(spelling)),
      ...spellings.map((spelling) => this.#byStem.get(spelling)),
      ...prefixes.map((prefix) => this.#byId.get(prefix)),
    ]
    for (const members of lookUps) {
      const own = members?.find((member) => conversationId !== null && member.includes(`${conversationId}/`))
      const found = own ?? members?.[0]
      if (found !== undefined) return found
    }
    return null
  }
}

function append(map: Map<string, string[]>, key: string, member: string): void {
  const members = map.get(key)
  if (!members) map.set(key, [member])
  else if (!members.includes(member)) members.push(member)
}

/** `file-` until 2025, `file_` since; the tables and the pointers of one export may differ. */
function swapped(id: string): string {
  if (id.startsWith('file-')) return `file_${id.slice(5)}`
  return id.startsWith('file_') ? `file-${id.slice(5)}` : id
}

function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

function stemOf(base: string): string {
  const dot = base.lastIndexOf('.')
  return dot > 0 ? base.slice(0, dot) : base
}
