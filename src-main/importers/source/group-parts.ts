/** Finds the parts of one export among paths, by their names alone. Whether they belong together shows when they are opened. */
import { basename, dirname } from 'node:path'

// Products number their parts from 000 or 001, in three or four digits: `takeout-20260101T000000Z-001.zip`,
// `conversations-000.json`, `data-…-batch-0000.zip`. Days, years and the "(1)" of a second download look different.
const numbered = /^(.*[-_.])(\d{3,4})(\.(?:zip|tgz|tar|tar\.gz|jsonl?|jsonl?\.gz))$/i

/**
 * Groups paths: those of one folder whose names differ only in a number of as many digits, written with leading zeros, are
 * parts of one export and stand in the order of their numbers; every other path stands alone. A path that comes again
 * is left out. The groups keep the order of their first paths.
 */
export function groupParts(paths: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const path of new Set(paths)) {
    const key = seriesOf(path) ?? path
    const group = groups.get(key)
    if (group) group.push(path)
    else groups.set(key, [path])
  }
  return [...groups.values()].flatMap((group) =>
    group.some((path) => numberOf(path).startsWith('0'))
      ? [group.toSorted(byNumber)]
      : group.map((path) => [path]),
  )
}

/** What the parts of one export have in common: everything but the number. It is no path itself. */
function seriesOf(path: string): string | null {
  const match = numbered.exec(basename(path))
  if (!match) return null
  const [, stem = '', number = '', ending = ''] = match
  return JSON.stringify([dirname(path), stem, number.length, ending])
}

function numberOf(path: string): string {
  return numbered.exec(basename(path))?.[2] ?? ''
}

function byNumber(a: string, b: string): number {
  return Number(numberOf(a)) - Number(numberOf(b))
}
