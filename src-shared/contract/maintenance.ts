/** Looking after the archive: what it takes on the disk, and the two things a person may have done about it. */
import { z } from 'zod'
import type { Job } from '../job.ts'
import { command } from './command.ts'

export interface StorageUse {
  /** The largest first. */
  readonly parts: readonly {
    readonly name:
      | 'conversations'
      | 'search'
      | 'attachments'
      | 'originals'
      | 'backups'
      | 'html-archives'
      | 'datasets'
    readonly bytes: number
  }[]
  /** Bytes that are free on its disk. */
  readonly free: number
}

export interface ArchiveState extends StorageUse {
  /** When the databases were put in order last, in ms since 1970; null when they were not since the program started. */
  readonly tidiedAt: number | null
}

export const maintenanceCommands = {
  /** What the archive takes on the disk, and when it was looked after. */
  'maintenance.storage': command(z.object({})).answers<ArchiveState>(),
  /** Throws the search index away and makes it anew; answers with the job at once. */
  'maintenance.rebuildIndex': command(z.object({})).answers<Job>(),
  /** Writes the databases anew without gaps; answers with the job at once. */
  'maintenance.compact': command(z.object({})).answers<Job>(),
}
