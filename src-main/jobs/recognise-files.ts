/** Tells which exports there are among some files, in a job's thread: opening a large zip takes its time. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import { findImporter } from '../importers/detect.ts'
import { groupParts } from '../importers/source/group-parts.ts'
import { defaultLimits } from '../importers/source/limits.ts'
import { openSource } from '../importers/source/open-source.ts'

export interface RecognisedFiles {
  /** Full paths, the parts of one export in their order. */
  readonly paths: readonly string[]
  readonly formatName: string
}

/**
 * The exports among files that have a part in `fresh`. A file that cannot be opened, or that no importer recognises, is
 * left out, unless it is a part of an export that is recognised by another.
 */
export async function recogniseFiles(
  paths: readonly string[],
  fresh: readonly string[],
  signal: AbortSignal,
): Promise<RecognisedFiles[]> {
  const isFresh = new Set(fresh)
  const found: RecognisedFiles[] = []
  for (const group of groupParts(paths)) {
    if (!group.some((path) => isFresh.has(path))) continue
    for (const path of group) {
      const formatName = await formatNameOf(path, signal)
      if (formatName === null) continue
      found.push({ paths: group, formatName })
      break
    }
  }
  return found
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
