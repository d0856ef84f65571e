/**
 * Tells which files have arrived in a folder and are written to their end.
 *
 * Looks at names, sizes and times only, never into a file: what a file is, is asked by others.
 */
import { watch, type FSWatcher } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

export interface ArrivedFile {
  /** Full path */
  readonly path: string
  /** Bytes */
  readonly size: number
  /** Changes with size and time: the same file with another mark has been written anew. */
  readonly mark: string
}

export interface Arrivals {
  /** Full path; it need not be there. */
  readonly folder: string
  /** Only files that were changed, made or moved here after this time (ms) count as arrived. */
  readonly since: number
  /** Whether a file was told before with the same mark. */
  isKnown(path: string, mark: string): boolean
  /** Gets files that have arrived, once their size stands still. */
  arrived(files: readonly ArrivedFile[]): void
  /** Gets the full paths of all files that may be exports, each time the whole folder was looked through. */
  listed(paths: ReadonlySet<string>): void
  /** Told when the folder has gone, and when it is back. */
  isThere(isThere: boolean): void
  readonly pauses?: Pauses
}

/** In ms */
export interface Pauses {
  /** How long a file must not have changed to count as written. */
  readonly settle: number
  /** How often the whole folder is looked through, whatever the system tells: network drives tell nothing. */
  readonly rescan: number
}

const usualPauses: Pauses = { settle: 2000, rescan: 60_000 }

/** How exports are called. Unfinished downloads are called otherwise: `.part`, `.crdownload`, `.download`. */
const exportName = /\.(?:zip|json|jsonl|ndjson|gz|tgz|tar|html?|csv|db|sqlite3?)$/i

interface Growing {
  readonly mark: string
  /** When this mark was first seen, ms. */
  readonly seenAt: number
}

/** Begins to watch; answers what ends it. Nothing of the folder is read after that. */
export function watchArrivals(arrivals: Arrivals): () => void {
  const { folder, since, pauses = usualPauses } = arrivals
  const growing = new Map<string, Growing>()
  const changed = new Set<string>()
  let watcher: FSWatcher | null = null
  let timer: NodeJS.Timeout | null = null
  let dueAt = 0
  let wasThere = true
  let isAllDue = true
  let isBusy = false
  let isEnded = false
  let lastListing = 0

  function plan(pause: number): void {
    const due = Date.now() + pause
    // A long download tells of itself all the time, and must not put off what else has arrived.
    if (isEnded || isBusy || (timer !== null && dueAt <= due)) return
    if (timer !== null) clearTimeout(timer)
    dueAt = due
    timer = setTimeout(() => void look(), pause)
    timer.unref()
  }

  async function look(): Promise<void> {
    timer = null
    isBusy = true
    try {
      const isListing = isAllDue || Date.now() - lastListing >= pauses.rescan
      const names = isListing ? await list() : [...changed, ...growing.keys()]
      changed.clear()
      if (names !== null) await check(new Set(names))
    } finally {
      isBusy = false
    }
    const isMoreDue = isAllDue || changed.size > 0 || growing.size > 0
    plan(isMoreDue ? pauses.settle : pauses.rescan)
  }

  /** The names of all files that may be exports; null when the folder cannot be read. */
  async function list(): Promise<string[] | null> {
    isAllDue = false
    lastListing = Date.now()
    try {
      const entries = await readdir(folder, { withFileTypes: true })
      // Links are not followed: what they lead to did not arrive here.
      const names = entries.filter((entry) => entry.isFile() && exportName.test(entry.name))
      if (isEnded) return null
      follow()
      tellThere(true)
      arrivals.listed(new Set(names.map(({ name }) => join(folder, name))))
      return names.map(({ name }) => name)
    } catch {
      // Unplugged, renamed, forbidden: it is looked for again after the usual pause.
      if (!isEnded) tellThere(false)
      watcher?.close()
      watcher = null
      growing.clear()
      return null
    }
  }

  async function check(names: ReadonlySet<string>): Promise<void> {
    const settled: ArrivedFile[] = []
    for (const name of names) {
      if (isEnded) return
      const path = join(folder, name)
      const stats = await lstat(path).catch(() => null)
      const before = growing.get(name)
      growing.delete(name)
      if (stats === null || !stats.isFile()) continue
      // A file that is moved here keeps the time of its last change; that of its entry is new.
      if (Math.max(stats.mtimeMs, stats.ctimeMs) <= since) continue
      const mark = `${stats.size} ${Math.trunc(stats.mtimeMs)}`
      if (arrivals.isKnown(path, mark)) continue
      const now = Date.now()
      const seenAt = before?.mark === mark ? before.seenAt : now
      // Browsers put an empty file in the place of the one that they are downloading.
      if (stats.size > 0 && now - seenAt >= pauses.settle) settled.push({ path, size: stats.size, mark })
      else if (stats.size > 0) growing.set(name, { mark, seenAt })
    }
    if (settled.length > 0 && !isEnded) arrivals.arrived(settled)
  }

  function follow(): void {
    if (watcher !== null) return
    try {
      watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null) isAllDue = true
        else if (exportName.test(name)) changed.add(name)
        if (name === null || changed.size > 0) plan(pauses.settle)
      })
      watcher.on('error', () => {
        watcher?.close()
        watcher = null
        isAllDue = true
        plan(pauses.rescan)
      })
    } catch {
      // Some file systems cannot be watched; looking through the folder now and then finds what comes as well.
      watcher = null
    }
  }

  function tellThere(isThere: boolean): void {
    if (isThere !== wasThere) arrivals.isThere(isThere)
    wasThere = isThere
  }

  plan(0)
  return () => {
    isEnded = true
    watcher?.close()
    if (timer !== null) clearTimeout(timer)
  }
}
