/**
 * Finds the exports in a folder that holds those of several products, such as a folder of downloads.
 *
 * A folder in which all is of one product is one export, however it is made up. What is no export is left alone.
 */
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { findImporter } from '../importers/detect.ts'
import { baseName, candidates, lookAt } from '../importers/members.ts'
import type { Member, Source } from '../importers/source.ts'
import { groupParts } from '../importers/source/group-parts.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'

interface Found {
  /** Full paths */
  readonly parts: readonly string[]
  /** Id of the importer. */
  readonly product: string
}

/** Files without keys near their start that an importer may know all the same: pages, databases. */
const keyless = /\.(?:html?|db|sqlite3?|csv)$/i
/** Of such files in one folder, those that are looked into. */
const mostKeyless = 50

/**
 * The parts of each export in the folder `path`; null where it is no folder, or one export. Throws AppError `cancelled`
 * and what `openSource` throws.
 */
export async function exportsInFolder(path: string, signal: AbortSignal): Promise<string[][] | null> {
  const isFolder = await lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  if (!isFolder) return null
  const source = await openSource(path, defaultLimits, signal)
  try {
    const found = await exportsUnder(source, path, source.members, '')
    return productsOf(found).size > 1 ? found.map(({ parts }) => [...parts]) : null
  } finally {
    await source.close()
  }
}

/** The exports among members whose names begin with `prefix`; one for the whole folder where all are of one product. */
async function exportsUnder(
  source: Source,
  folder: string,
  members: readonly Member[],
  prefix: string,
): Promise<Found[]> {
  const loose: Member[] = []
  const inside = new Map<string, Member[]>()
  for (const member of members) {
    const [first = '', ...more] = member.name.slice(prefix.length).split('/')
    if (more.length === 0) loose.push(member)
    else append(inside, first, member)
  }
  const found = await looseExports(source, folder, loose)
  // In an unpacked export, what people had uploaded may look like another product's export.
  const isUnpacked = found.length > 0
  const packed = new Map<string, string | null>()
  for (const [name, own] of inside) {
    if (isUnpacked && isAssetName(name)) continue
    const path = join(folder, name)
    if ((await lstat(path)).isDirectory()) {
      found.push(...(await exportsUnder(source, path, own, `${prefix}${name}/`)))
    } else {
      packed.set(path, await productOf(viewOf(source, name, 'zip', own)))
    }
  }
  found.push(...packedExports(packed))
  const [product, ...others] = productsOf(found)
  if (product === undefined || others.length > 0) return found
  return [{ parts: [folder], product }]
}

/** Files that lie in the folder itself; those of one product are one export. */
async function looseExports(source: Source, folder: string, members: readonly Member[]): Promise<Found[]> {
  const view = viewOf(source, folder, 'folder', members)
  const productOfFormat = new Map<string, string | null>()
  const pathsOf = new Map<string, string[]>()
  let keylessLeft = mostKeyless
  // Pages and databases are no candidates inside a folder, where their names say nothing good of them.
  for (const member of new Set([...candidates(view), ...members.filter(({ name }) => keyless.test(name))])) {
    const base = baseName(member.name)
    if (isAssetName(base)) continue
    const look = await lookAt(view, member).catch(() => null)
    const format = look?.recognised?.id ?? null
    const alone = viewOf(source, base, 'file', [member])
    let product: string | null = null
    if (format !== null) {
      product = productOfFormat.get(format) ?? (await productOf(alone))
      productOfFormat.set(format, product)
    } else if (keyless.test(base) && keylessLeft > 0) {
      keylessLeft -= 1
      product = await productOf(alone)
    }
    if (product !== null) append(pathsOf, product, join(folder, base))
  }
  return [...pathsOf].map(([product, parts]) => ({ parts, product }))
}

/** Packed files, those of a numbered series together: a part of it may hold nothing but pictures. */
function packedExports(packed: ReadonlyMap<string, string | null>): Found[] {
  return groupParts([...packed.keys()]).flatMap((parts) => {
    const products = new Set(parts.flatMap((part) => packed.get(part) ?? []))
    const [product, ...others] = products
    if (product === undefined) return []
    if (others.length === 0) return [{ parts, product }]
    return parts.flatMap((part) => {
      const own = packed.get(part) ?? null
      return own === null ? [] : [{ parts: [part], product: own }]
    })
  })
}

async function productOf(view: Source): Promise<string | null> {
  return (await findImporter(view))?.importer.id ?? null
}

function productsOf(found: readonly Found[]): Set<string> {
  return new Set(found.map(({ product }) => product))
}

/** As ChatGPT's exports call files and the folders of them; other products' exports have folders of such names too. */
function isAssetName(name: string): boolean {
  return /^file[-_]|^(?:user-|dalle-generations$|files$|attachments$|uploads$|assets$|images$)/i.test(name)
}

function append<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Some members of a source as a source of their own. */
function viewOf(source: Source, name: string, kind: Source['kind'], members: readonly Member[]): Source {
  return {
    path: source.path,
    name,
    kind,
    size: members.reduce((sum, { size }) => sum + size, 0),
    members,
    remarks: [],
    read: (member, signal) => source.read(member, signal),
    head: (member, bytes) => source.head(member, bytes),
    close: () => Promise.resolve(),
  }
}
