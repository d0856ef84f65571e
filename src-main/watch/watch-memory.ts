/** What is remembered of the watched folder: whether it is on, since when, and what became of each file. */
import { z } from 'zod'
import type { Archive } from '../archive/archive.ts'
import { readSetting, writeSetting } from '../archive/settings.ts'

const key = 'watch'

const seenFile = z.object({
  /** As ArrivedFile.mark. */
  mark: z.string(),
  size: z.number(),
  at: z.number(),
  /** `nothing` is no export, or a part of one that is known only by its other parts. */
  is: z.enum(['offered', 'dismissed', 'nothing']),
  formatName: z.string().nullable().default(null),
  /** Full paths of the other parts of the same export. */
  others: z.array(z.string()).default([]),
})
export type SeenFile = z.infer<typeof seenFile>

const watchMemory = z.object({
  isOn: z.boolean().default(false),
  /** Null for the folder of downloads. */
  folder: z.string().nullable().default(null),
  /** Since when the folder is watched, ms. */
  since: z.number().default(0),
  /** By full path. */
  seen: z.record(z.string(), seenFile).default({}),
})
export type WatchMemory = z.infer<typeof watchMemory>

/** Files that are remembered; the oldest are forgotten first, and offered again only if they come again. */
const mostSeen = 2000

/** What is not understood is forgotten: the folder is then not watched. */
export function readWatchMemory(archive: Archive): WatchMemory {
  const stored = watchMemory.safeParse(readSetting(archive, key) ?? {})
  return stored.success ? stored.data : watchMemory.parse({})
}

/** Keeps the memory, without the oldest files where there are too many; answers what it kept. */
export function writeWatchMemory(archive: Archive, memory: WatchMemory): WatchMemory {
  const newest = Object.entries(memory.seen).toSorted(([, a], [, b]) => b.at - a.at)
  const kept = { ...memory, seen: Object.fromEntries(newest.slice(0, mostSeen)) }
  writeSetting(archive, key, kept)
  return kept
}
