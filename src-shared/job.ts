/** What a running job says of itself, and what an import reports when it has ended. */
import type { ErrorValue } from './contract/app-error.ts'

export type Progress =
  | {
      /** `preview` reads everything as an import does, and changes nothing. */
      readonly kind: 'import' | 'preview'
      readonly phase: 'opening' | 'reading' | 'indexing'
      /** The file that is being read, counted among all of the job. */
      readonly file: string
      readonly fileIndex: number
      readonly fileCount: number
      readonly conversations: number
      readonly bytes: number
      readonly totalBytes: number
    }
  | {
      readonly kind: 'export'
      readonly done: number
      readonly total: number
      /** "page 3 of 20", where the format has inner steps. */
      readonly step: string | null
    }

export type JobState = 'running' | 'done' | 'failed' | 'cancelled'

export interface Job {
  readonly id: string
  readonly kind: Progress['kind']
  readonly state: JobState
  readonly progress: Progress
  readonly result: JobResult | null
  readonly error: ErrorValue | null
}

export type JobResult =
  | { readonly kind: 'import'; readonly reports: readonly ImportReport[] }
  | { readonly kind: 'preview'; readonly previews: readonly ImportPreview[] }
  | { readonly kind: 'export'; readonly files: readonly string[] }

/** A record that did not come in, and why. */
export interface ImportProblem {
  /** File inside the source, place in it, title where known: `conversations.json, entry 17 ("Trip to Oslo")`. */
  readonly where: string
  readonly reason: string
}

/** How an import ended. */
export type EndState = 'done' | 'cancelled' | 'refused' | 'failed'

/**
 * What came of one file, or of the parts of one export. `found = new + updated + unchanged + skipped + failed`, always;
 * where only some conversations were chosen, no other record is counted.
 */
export interface ImportReport {
  /** Id of the report in the archive; null when there was no archive to keep it in. */
  readonly importId: number | null
  /** Full path of the file or folder; of several parts of one export, the path of the first. */
  readonly file: string
  /** Id of the importer; null when none recognised the file. */
  readonly format: string | null
  readonly formatName: string | null
  /** Version of the importer; null when none recognised the file. */
  readonly importerVersion: number | null
  /** SHA-256 of the file in hex; null for a folder, for several parts, and for a file that was refused or not read to its end. */
  readonly sha256: string | null
  /** Why it was taken for that format, or why it was refused. */
  readonly reason: string
  /** `undone`: what it had added has been taken back. */
  readonly state: EndState | 'undone'
  /** Set when refused or failed. */
  readonly error: ErrorValue | null
  readonly startedAt: number
  readonly finishedAt: number
  /** Bytes of the file or folder. */
  readonly size: number
  readonly found: number
  readonly new: number
  readonly updated: number
  readonly unchanged: number
  readonly skipped: readonly ImportProblem[]
  readonly failed: readonly ImportProblem[]
  /** Remarks that cost no conversation: an entry of the zip that was passed over, a promised file that is absent. */
  readonly remarks: readonly ImportProblem[]
  readonly attachments: { readonly matched: number; readonly missing: number }
  /** The conversations that are new or updated, in the order of the file. */
  readonly conversationIds: readonly string[]
}

/** One conversation as an import would bring it. */
export interface PreviewRow {
  /** Where it stands in the source: names it to `import.start`. */
  readonly place: string
  readonly title: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** As title and times are, of the conversation as it would then stand in the archive. */
  readonly messages: number
  readonly branches: number
  readonly result: 'new' | 'updated' | 'unchanged'
  /** Messages that would be added. */
  readonly addedMessages: number
}

/** What an import of one file would come to. The sums fit as those of a report do. */
export interface ImportPreview extends Pick<
  ImportReport,
  | 'file'
  | 'format'
  | 'formatName'
  | 'reason'
  | 'state'
  | 'error'
  | 'size'
  | 'found'
  | 'new'
  | 'updated'
  | 'unchanged'
  | 'skipped'
  | 'failed'
  | 'remarks'
  | 'attachments'
> {
  /** Full paths of all that it is of; more than one where an export came in several parts. */
  readonly parts: readonly string[]
  /** In the order of the file; conversations that are known by their fingerprint are only counted as unchanged. */
  readonly rows: readonly PreviewRow[]
}
