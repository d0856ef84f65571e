/** What a running job says of itself, and what an import reports when it has ended. */
import type { ErrorValue } from './contract/app-error.ts'
import type { CheckedBackup, MadeBackup, RestoredBackup } from './backup.ts'
import type { ExportLoss } from './export-loss.ts'
import type { HtmlArchive } from './written-archive.ts'
import type { DatasetOutcome } from './datasets/dataset.ts'
import type { SensitiveCounts, SensitiveKind } from './sensitive-data.ts'

export type Progress =
  | {
      /** `preview` reads everything as an import does, and changes nothing. */
      readonly kind: 'import' | 'preview'
      readonly phase: 'opening' | 'reading' | 'indexing' | 'keeping'
      /** The file that is being read, counted among all of the job. */
      readonly file: string
      readonly fileIndex: number
      readonly fileCount: number
      readonly conversations: number
      readonly bytes: number
      readonly totalBytes: number
    }
  | {
      /** `change` is a change of many conversations, `export-check` looks for sensitive data in what would be exported, `insights` counts words and the like. */
      readonly kind:
        | 'export'
        | 'export-check'
        | 'html-archive'
        | 'delete'
        | 'change'
        | 'insights'
        | 'dataset'
        | 'compact'
        | 'rebuild-index'
        | InBytes
      readonly done: number
      readonly total: number
      /** "page 3 of 20", where the format has inner steps. */
      readonly step: string | null
    }

/** Counted in bytes; `record` looks for what a conversation was read from. */
type InBytes = 'backup' | 'verify' | 'restore' | 'record'

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
  | ({ readonly kind: 'export' } & ExportReport)
  | ({ readonly kind: 'export-check' } & SensitiveReport)
  | ({ readonly kind: 'html-archive' } & WrittenHtmlArchive)
  /** What was removed for good, and counted for the insights. */
  | { readonly kind: 'delete'; readonly conversations: number; readonly messages: number }
  | { readonly kind: 'insights'; readonly conversations: number }
  /** What was changed; `left` were not come to, because it was stopped. Whoever asked for it is told by the answer. */
  | { readonly kind: 'change'; readonly changed: number; readonly left: number }
  | ({ readonly kind: 'dataset' } & DatasetOutcome)
  /** Bytes that are free again. */
  | { readonly kind: 'compact'; readonly freed: number }
  | { readonly kind: 'rebuild-index' }
  | ({ readonly kind: 'backup' } & MadeBackup)
  | ({ readonly kind: 'verify' } & CheckedBackup)
  | ({ readonly kind: 'restore' } & RestoredBackup)
  /** Whoever asked for it is told by the answer. */
  | { readonly kind: 'record' }

/** What writing an HTML archive came to. */
export interface WrittenHtmlArchive {
  readonly archive: Omit<HtmlArchive, 'keptUntil' | 'isThere'>
  /** File names of older archives that the reader's limits took away for it. */
  readonly removed: readonly string[]
  /** Sensitive data that is in it, or that was taken out of it; null when nobody looked. */
  readonly sensitive: SensitiveCounts | null
}

/** What an export came to. */
export interface ExportReport {
  /** Full paths of the files, each whole. */
  readonly files: readonly string[]
  /** Conversations that are in them. */
  readonly written: number
  readonly failed: readonly ExportProblem[]
  /** What the format had no place for, summed over all conversations. */
  readonly losses: readonly ExportLoss[]
  /** Sensitive data in what was written, or taken out of it; null when nobody looked. */
  readonly sensitive: SensitiveCounts | null
  /** Why the rest was not tried: a full disk, a folder that is gone. Null when all were. */
  readonly stoppedBy: ErrorValue | null
}

/** A conversation that was not written. */
export interface ExportProblem {
  readonly id: string
  /** Null where not even that could be read. */
  readonly title: string | null
  readonly reason: string
}

/** Sensitive data in what would be exported. */
export interface SensitiveReport {
  readonly conversations: number
  readonly counts: SensitiveCounts
  /** Only those in which something was found. */
  readonly found: readonly SensitiveConversation[]
  readonly failed: readonly ExportProblem[]
}

export interface SensitiveConversation {
  readonly id: string
  readonly title: string
  readonly counts: SensitiveCounts
  /** The first findings; there are as many as `counts` says. */
  readonly examples: readonly SensitiveExample[]
}

export interface SensitiveExample {
  readonly kind: SensitiveKind
  /** Null for what stands outside the messages: in the title, in the options. */
  readonly messageId: string | null
  readonly before: string
  readonly text: string
  readonly after: string
}

/** A record that did not come in, and why. */
export interface ImportProblem {
  /** File inside the source, place in it, title where known: `conversations.json, entry 17 ("Trip to Oslo")`. */
  readonly where: string
  readonly reason: string
}

/** What became of files that came later than the messages that name them. */
export interface LateFiles {
  /** Files that messages name: their bytes are in the archive now. */
  readonly matched: number
  /** Files that may belong to several messages, or only look as if; none of them was taken in. */
  readonly ambiguous: number
  /** Files that no message names; none of them was taken in. */
  readonly unnamed: number
  /** Files that messages name and whose bytes are still not here. */
  readonly stillMissing: number
}

/** One of the files that make up an export. */
export interface ImportedPart {
  /** Full path. */
  readonly file: string
  /** In hex; null as that of the whole. */
  readonly sha256: string | null
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
  /**
   * SHA-256 of the file in hex; null for a folder, and for a file that was refused or not read to its end. Of several
   * parts the SHA-256 of their own, in hex, each with a line feed (as `sha256sum` of such a list gives it).
   */
  readonly sha256: string | null
  /** The parts of an export that came in several, in their order; empty for a single file or folder. */
  readonly parts: readonly ImportedPart[]
  /** The import whose kept files were read again; null for files from the disk. */
  readonly rereadOf: number | null
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
  /** Only where files came without their messages, or for messages that were here before. */
  readonly lateFiles?: LateFiles
  /** Only where the file was refused because it merely lists others: what those are called. */
  readonly wanted?: readonly string[]
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
  | 'lateFiles'
  | 'wanted'
> {
  /** Full paths of all that it is of; more than one where an export came in several parts. */
  readonly parts: readonly string[]
  /** In the order of the file; conversations that are known by their fingerprint are only counted as unchanged. */
  readonly rows: readonly PreviewRow[]
}
