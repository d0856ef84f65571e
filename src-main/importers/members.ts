/** The members of a source that may hold conversations, and what each of them looks like. */
import { samplePaths, sampleBytes, type Sample } from './json/key-paths.ts'
import { mimeOfName } from './mime.ts'
import { recognise, type Recognised } from './recognise.ts'
import type { Member, Source } from './source.ts'

export interface Look {
  readonly sample: Sample
  readonly recognised: Recognised | null
  readonly head: Buffer
}

/** Bytes of a member's head that are kept: enough to say what it is when it is refused. */
const keptHead = 4096

// Each importer asks for the same members again, and a zip with thousands of them is slow to look into.
const looks = new WeakMap<Source, Map<string, Promise<Look>>>()

/** What a member looks like; the first answer is remembered. Throws what reading the source throws. */
export function lookAt(source: Source, member: Member): Promise<Look> {
  let known = looks.get(source)
  if (!known) looks.set(source, (known = new Map()))
  let look = known.get(member.name)
  if (!look) known.set(member.name, (look = lookInto(source, member)))
  return look
}

async function lookInto(source: Source, member: Member): Promise<Look> {
  const head = await source.head(member, sampleBytes)
  const sample = samplePaths(head)
  return { sample, recognised: recognise(sample), head: Buffer.from(head.subarray(0, keptHead)) }
}

/**
 * The members that may hold conversations, those whose name says so first, numbered ones in the order of their numbers.
 * Pictures and the like are left out by name; a file that stands alone is always among them.
 */
export function candidates(source: Source): readonly Member[] {
  if (source.kind === 'file') return source.members
  const telling = source.members.filter(({ name }) => !isMediaName(name))
  return telling.toSorted((a, b) => rank(a) - rank(b) || byNumbers.compare(a.name, b.name))
}

const byNumbers = new Intl.Collator('en', { numeric: true })

function rank({ name }: Member): number {
  const base = baseName(name)
  if (/^conversations.*\.json$/i.test(base)) return 0
  return /\.jsonl?$/i.test(base) ? 1 : 2
}

/** The last part of a member's name. */
export function baseName(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}

function isMediaName(name: string): boolean {
  if (/\.dat$/i.test(name)) return true
  const mime = mimeOfName(name)
  return mime !== null && mime !== 'application/json' && mime !== 'text/plain'
}
