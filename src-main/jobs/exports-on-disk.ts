/** Which files and folders of a job are one export each, and what was chosen for it. */
import { AppError } from '@shared/contract/app-error.ts'
import { detectImporter } from '../importers/detect.ts'
import { groupParts } from '../importers/source/group-parts.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'

/** What a person may have chosen, by path. */
export interface Choice {
  /** Ids of importers to read a path with, whatever it looks like. */
  readonly formats?: Readonly<Record<string, string>>
  /** Places to take in of what a path holds; all where the path is not named. */
  readonly only?: Readonly<Record<string, readonly string[]>>
}

export interface ExportOnDisk {
  /** Full paths; more than one where an export comes in several parts. The first names it. */
  readonly parts: readonly string[]
  /** Id of the importer that was chosen; null to find it out. */
  readonly format: string | null
  /** The chosen places; null for all. */
  readonly only: ReadonlySet<string> | null
}

/**
 * The exports among some paths, in their order. Parts of one export are joined, but only where all of them can be opened
 * and those that hold conversations are of one product: else each is an export by itself, so that what is wrong with one costs no other.
 */
export async function exportsOnDisk(
  paths: readonly string[],
  { formats = {}, only = {} }: Choice,
  signal: AbortSignal,
): Promise<ExportOnDisk[]> {
  const chosenFormats = new Map(Object.entries(formats))
  const chosenPlaces = new Map(Object.entries(only))
  const found: ExportOnDisk[] = []
  for (const group of groupParts(paths)) {
    const isOne = group.length === 1 || (await isOneExport(group, signal))
    for (const parts of isOne ? [group] : group.map((path) => [path])) {
      const places = firstOf(parts, chosenPlaces)
      const format = firstOf(parts, chosenFormats)
      found.push({ parts, format, only: places === null ? null : new Set(places) })
    }
  }
  return found
}

function firstOf<Value>(parts: readonly string[], chosen: ReadonlyMap<string, Value>): Value | null {
  for (const part of parts) {
    const value = chosen.get(part)
    if (value !== undefined) return value
  }
  return null
}

async function isOneExport(parts: readonly string[], signal: AbortSignal): Promise<boolean> {
  const products = new Set<string>()
  for (const part of parts) {
    try {
      const source = await openSource(part, defaultLimits, signal)
      try {
        const detected = await detectImporter(source)
        // A part may hold nothing but pictures.
        if (!('refusal' in detected)) products.add(detected.importer.id)
      } finally {
        await source.close()
      }
    } catch (error) {
      if (error instanceof AppError) return false
      throw error
    }
  }
  return products.size === 1
}
