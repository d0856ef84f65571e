/** What an importer is. One reads one product's export and knows nothing of the archive, of Electron or of the screen. */
import type { AppError } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { ImportProblem } from '@shared/job.ts'
import type { Origin } from '@shared/origin.ts'
import type { FileFinder } from './file-finder.ts'
import type { Member, Source } from './source.ts'

export interface Importer {
  /** Names the product in the archive (`chatgpt`); also Conversation.source of what it reads. */
  readonly id: string
  /** What a person calls it ("ChatGPT"). */
  readonly name: string
  /** Raised when the same file would be read differently: files seen before are then read again. */
  readonly version: number
  /** How a person comes by such files, in a sentence or two that follow “From ChatGPT:”. */
  readonly howToExport: string
  /** False for what is not kept as an original: it holds as much as the archive itself. */
  readonly isKept?: false
  /** Looks at keys near the start, never at file names alone; quick; never throws. Says why it recognised the file. */
  detect(source: Source): Promise<Match | null>
  /**
   * Names of the files into which one export is divided by what is in them; files of such names that are dropped together
   * are one import. Numbered series are known without.
   */
  readonly partNames?: RegExp
  /** For a file of this product in which nothing is to be read: the refusal that says what to import in its place. */
  explain?(source: Source): Promise<AppError | null>
  /**
   * For files that come later than the messages that name them: how to find them in this source by what only this product
   * knows of its names. Throws only AppError `cancelled`.
   */
  findFiles?(source: Source, signal: AbortSignal): Promise<FileFinder>
  /** Yields conversations one at a time; what cannot be read is yielded as a problem, never thrown. */
  read(source: Source, context: ReadContext): AsyncIterable<ReadItem>
}

export interface Match {
  /** For a person: `because of "mapping" and "current_node"`. */
  readonly reason: string
}

export interface ReadContext {
  readonly signal: AbortSignal
  /**
   * True when the record with this fingerprint is in the archive already, so that it need not be parsed. `record` gives it
   * as it stands in the source, and is valid only during the call.
   */
  readonly isKnown: (fingerprint: string, record: () => StandingRecord) => boolean
}

/** A record as it stands in a source: its bytes, the member that it is, or JSON of what was put together for it. */
export type StandingRecord =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'member'; readonly member: Member }
  | { readonly kind: 'gathered'; readonly text: string }

/** How far reading has come, in bytes of the files that hold conversations. */
export interface Position {
  readonly bytes: number
  readonly totalBytes: number
}

/** The bytes behind an attachment part: where they stand in the source, or why they do not. */
export interface AttachedFile {
  /** `ref` of the AttachmentPart. */
  readonly ref: string
  /** Id (not sourceId) of the message that holds the part. */
  readonly messageId: string
  /** Name of a member of the source, null when the bytes are not in it. */
  readonly member: string | null
  /** For bytes that stand inside another member: reads them; `member` is then only what they are told apart by. */
  readonly read?: () => AsyncIterable<Buffer>
  readonly mime: string | null
  /** In words for a person; null when `member` is set. */
  readonly missing: string | null
}

export type ReadItem =
  | {
      readonly kind: 'conversation'
      readonly place: string
      /** SHA-1 of the record as it stands in the file (hex), or null where there is no such thing. */
      readonly fingerprint: string | null
      readonly conversation: Conversation
      readonly files: readonly AttachedFile[]
      /** Only for what comes out of another archive. */
      readonly origin?: Origin
      readonly position: Position
    }
  | {
      readonly kind: 'known'
      readonly place: string
      readonly fingerprint: string
      readonly position: Position
    }
  | ({ readonly kind: 'skipped' | 'failed'; readonly position: Position } & ImportProblem)
  | ({ readonly kind: 'remark'; readonly position: Position } & ImportProblem)
