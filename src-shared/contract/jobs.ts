/** Long work, watched and cancelled, and importing. */
import { z } from 'zod'
import type { ImportReport, Job } from '../job.ts'
import { command } from './command.ts'

/** A format that can be read. */
export interface ImportFormat {
  readonly id: string
  readonly name: string
  /** How a person comes by such files, for the place behind “From ChatGPT”. */
  readonly howToExport: string
}

/** One line of the import history. */
export interface ImportSummary {
  readonly importId: number
  readonly file: string
  readonly sha256: string | null
  /** Id of the importer; null when none recognised the file. */
  readonly format: string | null
  readonly formatName: string | null
  readonly importerVersion: number | null
  readonly state: ImportReport['state']
  /** False when it is undone already, and for imports of versions that did not note what they replaced. */
  readonly canUndo: boolean
  /** The import whose kept files it has read again; null for files from the disk. */
  readonly rereadOf: number | null
  /** Whether its files are kept and so can be read again, and whether a newer reader would read them differently. */
  readonly reread: 'not-kept' | 'same-reader' | 'newer-reader'
  readonly startedAt: number
  readonly finishedAt: number | null
  readonly found: number
  readonly new: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: number
  readonly failed: number
}

/** What undoing an import came to. */
export interface UndoneImport {
  /** Conversations that the import had brought and that are gone now. */
  readonly removedConversations: number
  /** Messages that are gone now, those of removed conversations among them. */
  readonly removedMessages: number
  /** Messages from before the import that say again what they said before it. */
  readonly restoredMessages: number
  /** Messages that the import had brought and that stayed, because later imports added to them. */
  readonly keptMessages: number
}

/** The imported files that are kept. */
export interface KeptOriginals {
  readonly files: number
  /** Bytes on the disk. */
  readonly bytes: number
}

/** One conversation of a report. */
export interface ImportedRow {
  readonly id: string
  readonly title: string
  readonly createdAt: number | null
  readonly messages: number
  readonly branches: number
  readonly result: 'new' | 'updated'
  /** Messages that the import added to it. */
  readonly addedMessages: number
}

const paths = z.array(z.string().min(1)).min(1).max(10_000)
/** For a path the importer to read it with, whatever it looks like. */
const chosenFormats = z.record(z.string(), z.string()).default({})

/** The largest file to read, in bytes, in the place of the reader's setting. */
const maxBytes = z.number().int().positive().optional()

export const jobCommands = {
  /** Every format that can be read. */
  'import.formats': command(z.object({})).answers<readonly ImportFormat[]>(),
  /**
   * To be called when a person is about to import something, as with files over the window: what reads them then stands
   * ready for a minute. Answers when it does.
   */
  'import.prepare': command(z.object({})).answers<null>(),
  /** Starts reading files and folders without changing anything; the job's result says what an import would bring. */
  'import.preview': command(z.object({ paths, formats: chosenFormats, maxBytes })).answers<Job>(),
  /** Starts importing files and folders; answers with the job at once. */
  'import.start': command(
    z.object({
      paths,
      formats: chosenFormats,
      /** For each path the places (of a preview) to take in; a path that is not named here is taken in whole. */
      only: z.record(z.string(), z.array(z.string())).default({}),
      maxBytes,
    }),
  ).answers<Job>(),
  'import.history': command(z.object({ limit: z.number().int().min(1).max(1000).default(200) })).answers<
    readonly ImportSummary[]
  >(),
  'import.report': command(z.object({ importId: z.number().int() })).answers<{
    readonly report: ImportReport
    readonly rows: readonly ImportedRow[]
  }>(),
  /**
   * Takes back exactly what an import added, the reader's own titles and tags of its new conversations included. Answers
   * when nothing of it can be found any more; refused while an import is running.
   */
  'import.undo': command(z.object({ importId: z.number().int() })).answers<UndoneImport>(),
  /**
   * Reads the kept files of an import again with today's reader, whatever has become of them on the disk: a new import
   * with a report of its own, which adds what the reader finds more and can be undone. Answers with the job at once;
   * refused when the files were not kept.
   */
  'import.reparse': command(z.object({ importId: z.number().int() })).answers<Job>(),
  /** How many imported files are kept, and the bytes that they take. */
  'originals.size': command(z.object({})).answers<KeptOriginals>(),
  /** Removes them all; refused while an import is running. Answers what they took. */
  'originals.delete': command(z.object({})).answers<KeptOriginals>(),
  /** Writes a report to the file `path`; one that exists is replaced only when `replace` is set. */
  'import.saveReport': command(
    z.object({
      importId: z.number().int(),
      format: z.enum(['json', 'csv']),
      path: z.string().min(1),
      replace: z.boolean().default(false),
    }),
  ).answers<null>(),
  'job.list': command(z.object({})).answers<readonly Job[]>(),
  /** Asks a job to stop; what it has finished by then stays. */
  'job.cancel': command(z.object({ id: z.string().min(1) })).answers<null>(),
}
