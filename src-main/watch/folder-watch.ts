/**
 * The watched folder: notices exports that arrive there, has them recognised in a thread, and keeps the list of those
 * that wait for a decision. It imports nothing and reads nothing while it is off.
 */
import type { FoundExport, WatchState } from '@shared/contract/watch.ts'
import type { Job } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { watchArrivals, type ArrivedFile, type Pauses } from './arriving-files.ts'
import { downloadsFolder } from './downloads-folder.ts'
import { readWatchMemory, writeWatchMemory, type SeenFile, type WatchMemory } from './watch-memory.ts'

/** Full paths of the files that have arrived and of those that came before them. */
export interface ArrivedFiles {
  readonly fresh: readonly string[]
  /** All parts of the exports that wait for a decision. */
  readonly offered: readonly string[]
  /** What was no export by itself, and may be a part of one. */
  readonly rest: readonly string[]
}

/** An export among files, as whoever can read it tells. */
export interface RecognisedExport {
  /** Full paths */
  readonly paths: readonly string[]
  readonly formatName: string
}

export interface FolderWatchParts {
  readonly archive: Archive
  /** Tells which exports the fresh files are, or are parts of; a file that cannot be read is none. */
  readonly recognise: (files: ArrivedFiles) => Promise<readonly RecognisedExport[]>
  /** Hears each new state. */
  readonly tell: (state: WatchState) => void
  readonly pauses?: Pauses
}

export interface FolderWatch {
  state(): WatchState
  /** Begins to watch, if that is turned on. */
  begin(): void
  change(change: { readonly isOn?: boolean | undefined; readonly folder?: string | undefined }): WatchState
  dismiss(paths: readonly string[]): WatchState
  /** Takes exports off the list that a job has imported. */
  hearJob(job: Job): void
  close(): void
}

/** In ms: file systems take their times from a clock that moves in steps, so that a new file may seem older than now. */
const clockStep = 20

/** Makes the watch of an archive; it is still until `begin`. */
export function createFolderWatch({ archive, recognise, tell, pauses }: FolderWatchParts): FolderWatch {
  let memory = readWatchMemory(archive)
  let isFolderThere = true
  let end: (() => void) | null = null
  let recognising: Promise<void> = Promise.resolve()

  const folder = (): string => memory.folder ?? downloadsFolder()
  const state = (): WatchState => ({
    isOn: memory.isOn,
    folder: folder(),
    isFolderThere: isFolderThere || !memory.isOn,
    found: memory.isOn ? foundIn(memory) : [],
  })

  function keep(after: WatchMemory): void {
    memory = writeWatchMemory(archive, after)
    tell(state())
  }

  function changeSeen(change: (seen: Map<string, SeenFile>) => void): void {
    const seen = new Map(Object.entries(memory.seen))
    change(seen)
    keep({ ...memory, seen: Object.fromEntries(seen) })
  }

  function stop(): void {
    end?.()
    end = null
    isFolderThere = true
  }

  function start(): void {
    if (!memory.isOn || end !== null) return
    end = watchArrivals({
      folder: folder(),
      since: memory.since,
      isKnown: (path, mark) => memory.seen[path]?.mark === mark,
      arrived: (files) => {
        // One after the other: parts that arrive together are then known to each other.
        recognising = recognising.then(() => take(files))
      },
      listed: (paths) => {
        const isGone = Object.keys(memory.seen).some((path) => !paths.has(path))
        if (!isGone) return
        changeSeen((seen) => {
          for (const path of seen.keys()) if (!paths.has(path)) seen.delete(path)
        })
      },
      isThere: (isThere) => {
        isFolderThere = isThere
        tell(state())
      },
      ...(pauses && { pauses }),
    })
  }

  async function take(files: readonly ArrivedFile[]): Promise<void> {
    const watched = end
    const fresh = files.map(({ path }) => path)
    const isFresh = new Set(fresh)
    const offered = new Set(
      foundIn(memory).flatMap(({ paths }) => paths.filter((path) => !isFresh.has(path))),
    )
    const rest = Object.entries(memory.seen).flatMap(([path, { is }]) =>
      is === 'nothing' && !isFresh.has(path) && !offered.has(path) ? [path] : [],
    )
    const found = await recognise({ fresh, offered: [...offered], rest }).catch(() => [])
    // Turned off, or turned to another folder, while the files were looked into.
    if (watched === null || watched !== end) return
    changeSeen((seen) => {
      const at = Date.now()
      for (const { path, mark, size } of files) {
        seen.set(path, { mark, size, at, is: 'nothing', formatName: null, others: [] })
      }
      for (const { paths, formatName } of found) {
        const [first = '', ...others] = paths.filter((path) => seen.has(path))
        for (const path of others) seen.set(path, { ...partOf(seen, path), is: 'nothing', others: [] })
        seen.set(first, { ...partOf(seen, first), at, is: 'offered', formatName, others })
      }
    })
  }

  function dismiss(paths: readonly string[]): void {
    const gone = new Set(paths)
    changeSeen((seen) => {
      for (const [path, file] of seen) {
        const own = [path, ...file.others]
        if (!own.some((one) => gone.has(one))) continue
        for (const one of own) seen.set(one, { ...partOf(seen, one), is: 'dismissed' })
      }
    })
  }

  return {
    state,
    begin: start,
    change({ isOn, folder: chosen }) {
      const after: WatchMemory = {
        ...memory,
        isOn: isOn ?? memory.isOn,
        folder: chosen ?? memory.folder,
      }
      const isOther = chosen !== undefined && chosen !== folder()
      if (isOther || (after.isOn && !memory.isOn))
        Object.assign(after, { since: Date.now() - clockStep, seen: {} })
      if (isOther || !after.isOn) stop()
      keep(after)
      start()
      return state()
    },
    dismiss(paths) {
      dismiss(paths)
      return state()
    },
    hearJob({ result }) {
      if (result?.kind !== 'import') return
      const imported = result.reports.filter((report) => report.state === 'done').map(({ file }) => file)
      if (imported.some((file) => memory.seen[file]?.is === 'offered')) dismiss(imported)
    },
    close: stop,
  }
}

function partOf(seen: ReadonlyMap<string, SeenFile>, path: string): SeenFile {
  return seen.get(path) ?? { mark: '', size: 0, at: Date.now(), is: 'nothing', formatName: null, others: [] }
}

function foundIn({ seen }: WatchMemory): FoundExport[] {
  return Object.entries(seen)
    .flatMap(([path, { is, formatName, others, at, size }]) =>
      is === 'offered' && formatName !== null
        ? [
            {
              paths: [path, ...others],
              size: others.reduce((sum, other) => sum + (seen[other]?.size ?? 0), size),
              formatName,
              foundAt: at,
            },
          ]
        : [],
    )
    .toSorted((a, b) => b.foundAt - a.foundAt)
}
