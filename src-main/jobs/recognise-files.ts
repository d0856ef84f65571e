/** Tells which exports there are among some files, in a job's thread: opening a large zip takes its time. */
import { basename } from 'node:path'
import { toErrorValue } from '@shared/contract/app-error.ts'
import { findImporter } from '../importers/detect.ts'
import { importers } from '../importers/registry.ts'
import { groupParts } from '../importers/source/group-parts.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'
import { exportsOnDisk } from './exports-on-disk.ts'

/** Full paths, all of one folder. */
export interface FilesToRecognise {
  /** What nobody has looked into yet. */
  readonly fresh: readonly string[]
  /** Exports that were recognised before, all their parts: something fresh may belong to one of them. */
  readonly offered: readonly string[]
  /** What was no export by itself. It is looked into once more only where its name is that of a part. */
  readonly rest: readonly string[]
}

export interface RecognisedFiles {
  /** Full paths, the parts of one export in their order. */
  readonly paths: readonly string[]
  readonly formatName: string
}

/**
 * The exports that something fresh is, or is a part of: put together as files are that are dropped together. A file that
 * cannot be opened, or that no importer recognises, is left out, unless it is a part of an export that is recognised by
 * another.
 */
export async function recogniseFiles(
  { fresh, offered, rest }: FilesToRecognise,
  signal: AbortSignal,
): Promise<RecognisedFiles[]> {
  const isFresh = new Set(fresh)
  const isOffered = new Set(offered)
  const candidates = groupParts([...offered, ...rest, ...fresh]).filter(
    (group) =>
      group.some((path) => isFresh.has(path) || isOffered.has(path)) ||
      group.some((path) => isNamedPart(path)),
  )
  const found: RecognisedFiles[] = []
  for (const { parts } of await exportsOnDisk(candidates.flat(), {}, signal)) {
    if (!parts.some((path) => isFresh.has(path))) continue
    for (const path of parts) {
      const formatName = await formatNameOf(path, signal)
      if (formatName === null) continue
      found.push({ paths: parts, formatName })
      break
    }
  }
  return found
}

function isNamedPart(path: string): boolean {
  return importers.some(({ partNames }) => partNames?.test(basename(path)))
}

async function formatNameOf(path: string, signal: AbortSignal): Promise<string | null> {
  try {
    const source = await openSource(path, defaultLimits, signal)
    try {
      return (await findImporter(source))?.importer.name ?? null
    } finally {
      await source.close()
    }
  } catch (error) {
    if (toErrorValue(error).kind === 'bug') throw error
    return null
  }
}
