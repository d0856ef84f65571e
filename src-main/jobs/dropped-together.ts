/**
 * Joins what is dropped together and is one export although its names are no numbered series: conversations that stand in
 * a file each, and the files into which a product divides its export by what is in them.
 *
 * Numbered series are group-parts.ts's work, folders mixed-folder.ts's.
 */
import { lstat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { findImporter } from '../importers/detect.ts'
import { lookAt } from '../importers/members.ts'
import { importers } from '../importers/registry.ts'
import { holdsOneConversation } from '../importers/single-conversation.ts'
import type { Source } from '../importers/source.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'

/** Files that hold nothing but JSON; some products leave the ending away. */
const jsonNamed = /(?:\.(?:json|jsonl|ndjson)|^[^.]+)$/i

/**
 * Joins groups of paths, each of which is an export so far; every other group stays as it is. A joined one stands where
 * its first path stood. Only files of one folder and of one product are joined.
 *
 * @throws AppError `cancelled`
 */
export async function joinDropped(
  groups: readonly (readonly string[])[],
  signal: AbortSignal,
): Promise<string[][]> {
  if (groups.length < 2) return groups.map((group) => [...group])
  const joined = new Map<string, string[]>()
  for (const group of groups) {
    const key = (await seriesOf(group, signal)) ?? JSON.stringify(group)
    joined.set(key, [...(joined.get(key) ?? []), ...group])
  }
  return [...joined.values()]
}

/** What paths that belong together have in common; null for what stands alone. */
async function seriesOf(group: readonly string[], signal: AbortSignal): Promise<string | null> {
  const [path = '', ...others] = group
  const name = basename(path)
  const product = importers.find(({ partNames }) => partNames?.test(name))
  const mayBeSingle = others.length === 0 && jsonNamed.test(name)
  if (product === undefined && !mayBeSingle) return null
  try {
    if (!(await lstat(path)).isFile()) return null
    const source = await openSource(path, defaultLimits, signal)
    try {
      if (product !== undefined && (await isOf(product.id, source))) return keyOf(path, product.id, 'part')
      if (!mayBeSingle || !(await isSingle(source))) return null
      const found = await findImporter(source)
      return found && keyOf(path, found.importer.id, 'conversation')
    } finally {
      await source.close()
    }
  } catch (error) {
    // What is wrong with a file is told when it is read.
    if (toErrorValue(error).kind === 'cancelled') throw error
    return null
  }
}

/** Whether a source is of a product, be it a part without conversations. */
async function isOf(id: string, source: Source): Promise<boolean> {
  const found = await findImporter(source)
  if (found !== null) return found.importer.id === id
  const importer = importers.find((candidate) => candidate.id === id)
  return (await importer?.explain?.(source)) != null
}

async function isSingle(source: Source): Promise<boolean> {
  const [member] = source.members
  return source.kind === 'file' && member !== undefined && holdsOneConversation(await lookAt(source, member))
}

function keyOf(path: string, product: string, what: 'part' | 'conversation'): string {
  return JSON.stringify([dirname(path), product, what])
}
