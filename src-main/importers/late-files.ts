/**
 * Finds out which files are the ones that messages named whose export did not hold them (formats.md §A1.6).
 *
 * A file goes by the id in its name, by its path, by name and size; by its name alone only where no other file and no
 * other message has it. What fits several is told and left alone. Reads and writes nothing.
 */
import { plainRef } from './attachment-part.ts'
import type { FileFinder, WantedFile } from './file-finder.ts'
import { baseName } from './members.ts'
import type { Member } from './source.ts'

export interface LateMatches<Wanted extends WantedFile> {
  /** By the name of a member, all that it is the file of. */
  readonly found: ReadonlyMap<string, readonly Wanted[]>
  /** Names of those in `found` that have nothing but their name in common with what is wanted. */
  readonly byNameAlone: readonly string[]
  /** What may be one of several things, and why it was left alone. */
  readonly ambiguous: readonly { readonly member: string; readonly reason: string }[]
  /** Names of members that no message names. */
  readonly unnamed: readonly string[]
}

/**
 * Brings files and those that are wanted together.
 *
 * @param finders by the id of an importer, asked before anything else is tried
 */
export function matchLateFiles<Wanted extends WantedFile>(
  members: readonly Member[],
  wanted: readonly Wanted[],
  finders: ReadonlyMap<string, FileFinder>,
): LateMatches<Wanted> {
  const found = new Map<string, Wanted[]>()
  const index = indexById(members)
  const left: Wanted[] = []
  for (const one of wanted) {
    const member = finders.get(one.source)?.(one) ?? memberById(index, one.ref)
    if (member === null) left.push(one)
    else append(found, member, one)
  }
  const byName = new Map<string, Wanted[]>()
  for (const one of left) {
    const name = nameOf(one)
    if (name !== null) append(byName, name, one)
  }
  const membersOfName = new Map<string, Member[]>()
  for (const member of members) append(membersOfName, baseName(member.name), member)

  const byNameAlone: string[] = []
  const ambiguous: { member: string; reason: string }[] = []
  const unnamed: string[] = []
  for (const member of members) {
    if (found.has(member.name)) continue
    const base = baseName(member.name)
    const answer = matchByName(member, membersOfName.get(base) ?? [], byName.get(base) ?? [])
    if (answer === null) unnamed.push(member.name)
    else if ('reason' in answer) ambiguous.push({ member: member.name, reason: answer.reason })
    else {
      found.set(member.name, answer.wanted)
      if (answer.isByNameAlone) byNameAlone.push(member.name)
    }
  }
  return { found, byNameAlone, ambiguous, unnamed }
}

type ByName<Wanted> =
  | { readonly wanted: Wanted[]; readonly isByNameAlone: boolean }
  | { readonly reason: string }

function matchByName<Wanted extends WantedFile>(
  member: Member,
  namesakes: readonly Member[],
  candidates: readonly Wanted[],
): ByName<Wanted> | null {
  if (candidates.length === 0) return null
  const sameSize = candidates.filter(({ size }) => size === member.size)
  if (sameSize.length > 0) {
    const others = namesakes.filter(({ size }) => size === member.size).length - 1
    if (others > 0) return { reason: 'Another file here has the same name and size.' }
    return identitiesOf(sameSize) === 1
      ? { wanted: sameSize, isByNameAlone: false }
      : { reason: 'Messages name several files of this name and size.' }
  }
  const ofAnySize = candidates.filter(({ size }) => size === null)
  if (ofAnySize.length === 0) return { reason: 'A message names a file of this name, but of another size.' }
  if (namesakes.length > 1) return { reason: 'Another file here has the same name.' }
  if (isUsualName(baseName(member.name))) {
    return { reason: 'Its name is too common to tell which message it belongs to.' }
  }
  return identitiesOf(ofAnySize) === 1
    ? { wanted: ofAnySize, isByNameAlone: true }
    : { reason: 'Messages name several files of this name.' }
}

/** How many files these are: the same one may be wanted by several messages. */
function identitiesOf(wanted: readonly WantedFile[]): number {
  return new Set(wanted.map(({ source, ref }) => `${source} ${plainRef(ref)}`)).size
}

/** Names that programs give to whatever is pasted, taken or downloaded. */
function isUsualName(name: string): boolean {
  return /^(?:image|img|photo|picture|screenshot|file|blob|untitled|unnamed|download|upload|document|audio|video|recording)[-_ ()\d]*\.[a-z0-9]+$/i.test(
    name,
  )
}

function nameOf({ name, ref }: WantedFile): string | null {
  if (name !== null && name !== '') return baseName(name)
  const base = baseName(plainRef(ref))
  return /\.[a-z0-9]{1,8}$/i.test(base) ? base : null
}

interface IdIndex {
  /** By whole path and every end of it that has a folder in it. */
  readonly byPath: ReadonlyMap<string, readonly string[]>
  /** By the ids that the last part of a name begins with or is. */
  readonly byId: ReadonlyMap<string, readonly string[]>
}

function indexById(members: readonly Member[]): IdIndex {
  const byPath = new Map<string, string[]>()
  const byId = new Map<string, string[]>()
  for (const { name } of members) {
    const parts = name.split('/')
    for (let from = 0; from < parts.length - 1; from++) append(byPath, parts.slice(from).join('/'), name)
    for (const id of new Set(idsIn(baseName(name)))) append(byId, id, name)
  }
  return { byPath, byId }
}

/** The member that a ref means by a path or an id; null where there is none, or more than one. */
function memberById({ byPath, byId }: IdIndex, ref: string): string | null {
  const plain = plainRef(ref)
  const path = plain.replace(/^[a-z-]+:\/{2,3}/i, '')
  const byItsPath = path.includes('/') ? byPath.get(path) : undefined
  if (byItsPath?.length === 1) return byItsPath[0] ?? null
  for (const id of path.split('#').flatMap((piece) => idsIn(baseName(piece)))) {
    const members = byId.get(id)
    if (members?.length === 1) return members[0] ?? null
  }
  return null
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
/** Ids as products write them into names of files: a uuid, ChatGPT's file id, a run of letters and digits too long for a word. */
const ids = new RegExp(
  `^(?:${uuid}|file[-_][A-Za-z0-9]{8,}|(?=[A-Za-z]*\\d)[A-Za-z0-9]{16,})(?=[-_.]|$)`,
  'i',
)

/** The id that a name begins with, in the one spelling that is compared. */
function idsIn(base: string): string[] {
  const [id] = ids.exec(base) ?? []
  return id === undefined ? [] : [id.replace(/^file_/i, 'file-').toLowerCase()]
}

function append<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
