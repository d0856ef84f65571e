/** Which files and folders of a job are one export each, and what was chosen for it. */
import { lstat } from 'node:fs/promises'
import { AppError } from '@shared/contract/app-error.ts'
import { detectImporter } from '../importers/detect.ts'
import { mimeOfName } from '../importers/mime.ts'
import { groupParts } from '../importers/source/group-parts.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'
import { joinDropped } from './dropped-together.ts'
import { exportsInFolder } from './mixed-folder.ts'

/** What a person may have chosen, by path. */
export interface Choice {
  /** Ids of importers to read a path with, whatever it looks like. */
  readonly formats?: Readonly<Record<string, string>>
  /** Places to take in of what a path holds; all where the path is not named, nothing at all for an empty list. */
  readonly only?: Readonly<Record<string, readonly string[]>>
  /** The largest file to read, in bytes, whatever the reader has set. */
  readonly maxBytes?: number
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
 * The exports among some paths, in their order; of a folder that holds those of several products, each. Files of one
 * conversation each that come from one folder are one export. Files without conversations, such as pictures, come together behind them. Parts of one export are joined, but only where all of them can be opened
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
  const groups: string[][] = []
  const loose: string[] = []
  for (const group of groupParts(paths)) {
    const [path = '', ...more] = group
    const isMedia = more.length === 0 && !chosenFormats.has(path) && (await isMediaFile(path))
    if (isMedia) loose.push(path)
    else groups.push(...(await exportsOfGroup(group, chosenFormats, signal)))
  }
  if (loose.length > 0) groups.push(loose)
  for (const parts of await joinDropped(groups, signal)) {
    const places = firstOf(parts, chosenPlaces)
    if (places?.length === 0) continue
    const format = firstOf(parts, chosenFormats)
    found.push({ parts, format, only: places === null ? null : new Set(places) })
  }
  return found
}

/** A picture, a sound, a film, a document or one of ChatGPT's nameless files, by its name; not an empty one. */
async function isMediaFile(path: string): Promise<boolean> {
  const mime = mimeOfName(path) ?? ''
  if (!/^(?:image|audio|video)\/|^application\/pdf$/.test(mime) && !/\.dat$/i.test(path)) return false
  return lstat(path).then(
    (stats) => stats.isFile() && stats.size > 0,
    () => false,
  )
}

/** Paths that may be parts of one export, as the exports that they are. */
async function exportsOfGroup(
  group: readonly string[],
  formats: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<string[][]> {
  const [path = '', ...more] = group
  if (more.length > 0) return (await isOneExport(group, signal)) ? [[...group]] : group.map((part) => [part])
  if (formats.has(path)) return [[path]]
  try {
    return (await exportsInFolder(path, signal)) ?? [[path]]
  } catch (error) {
    if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
    // What is wrong with it is told when it is read.
    return [[path]]
  }
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
