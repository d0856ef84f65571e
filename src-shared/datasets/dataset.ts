/** What a dataset is once it is made, and what is told of the making. */
import type { DataFormatId, FileFormatId } from './formats.ts'
import type { DatasetOptions } from './options.ts'

/** One line of the list of datasets. */
export interface DatasetSummary {
  readonly id: number
  readonly name: string
  /** 1, and one more for each dataset that was made under the same name since. */
  readonly version: number
  readonly dataFormat: DataFormatId
  readonly fileFormat: FileFormatId
  /** Without ending. */
  readonly fileName: string
  readonly createdAt: number
  readonly records: number
  readonly conversations: number
  /** Bytes of all data files. */
  readonly size: number
  readonly options: DatasetOptions
  /** What the trainer check said of the written files. */
  readonly check: TrainerCheck
}

/** A data file of a dataset. */
export interface DatasetFile {
  /** Relative to the dataset's folder, with `/`. */
  readonly path: string
  readonly role: 'train' | 'validation'
  readonly bytes: number
  readonly records: number
  /** In hex. */
  readonly sha256: string
}

/** A record that a trainer does not take as it is meant. */
export interface RecordProblem {
  /** Place in the file, counted from 1. */
  readonly record: number
  /** What it was made of; empty where the format has no room for it. */
  readonly conversationId: string
  /** Its title when it was checked; left out where the conversation is gone. */
  readonly title?: string
  /** `skipped`: left out in silence; `stops`: the training ends with an error; `garbled`: learns something else. */
  readonly effect: 'skipped' | 'stops' | 'garbled'
  readonly reason: string
}

/** "148 of 150 records load in LLaMA-Factory; 2 do not: …" */
export interface TrainerCheck {
  readonly trainer: string
  readonly records: number
  readonly loading: number
  /** The first hundred of those that do not load. */
  readonly problems: readonly RecordProblem[]
  /** What concerns all of it: a format that the trainer cannot read, too few examples, tools of clashing shapes. */
  readonly remarks: readonly string[]
}

/** How often something was changed so that trainers take it, and what it was. */
export interface CountedChange {
  readonly what: ChangeKind
  readonly count: number
}

export const changeKinds = {
  'system-left-out': 'Earlier system prompts left out: only the last one counts',
  'system-moved': 'System prompts moved to the beginning',
  'empty-left-out': 'Empty messages left out',
  'hidden-left-out': 'Messages that the product itself hides left out',
  'error-left-out': 'Error messages left out',
  'file-left-out': 'Pictures and files left out',
  'quote-left-out': 'Quoted pages left out of answers',
  'unknown-left-out': 'Content of unknown kinds left out',
  'user-joined': 'Questions in a row joined',
  'assistant-joined': 'Answers in a row joined',
  'call-joined': 'Tool calls in a row joined into parallel calls',
  'result-joined': 'Tool results in a row joined into one',
  'call-text-left-out': 'Texts before tool calls left out',
  'reasoning-left-out': 'Thoughts left out',
  'call-left-out': 'Tool calls without a result left out',
  'result-left-out': 'Tool results without a call or an answer left out',
  'tool-turn-left-out': 'Tool calls and results left out, for which the format has no place',
  'leading-left-out': 'Messages before the first question left out',
  'trailing-left-out': 'Messages after the last answer left out',
  'arguments-read': 'Call arguments turned from text into objects',
  'arguments-kept-raw': 'Call arguments that are no object kept under “_raw”',
  'tool-filled-up': 'Tool descriptions filled up with what trainers ask for',
  'tool-renamed': 'Tools renamed to letters, digits, _ and - as the trainer asks',
  'half-character-replaced': 'Half characters (broken emoji) replaced',
  'line-end-escaped': 'Line ends that Python sees inside a text (U+2028, U+2029, U+0085) written as escapes',
  redacted: 'Keys, addresses and numbers replaced',
} as const
export type ChangeKind = keyof typeof changeKinds

/** Why a record that could have been was not written. */
export const dropKinds = {
  'no-answer': 'no answer in it to learn from',
  'empty-round': 'an empty round of a graph',
  'first-round': 'the first round of a graph, which only starts it',
  'no-pair': 'no regenerated answer to compare with',
  duplicate: 'the same as an earlier record, word for word',
  'near-duplicate': 'nearly the same as an earlier record',
} as const
export type DropKind = keyof typeof dropKinds

/** A dropped record and where it came from. */
export interface DroppedRecords {
  readonly why: DropKind
  readonly count: number
  /** The first twenty of their conversations. */
  readonly conversationIds: readonly string[]
}

export interface HistogramBar {
  /** Tokens from this many on, below the next bar's. */
  readonly from: number
  readonly records: number
}

/** Lengths and roles of a dataset. Tokens are an estimate: each model cuts words its own way. */
export interface DatasetStatistics {
  readonly tokens: Spread
  readonly characters: Spread
  readonly messagesPerRecord: Spread
  readonly histogram: readonly HistogramBar[]
  /** Messages, tokens and characters of each role, the standard one first. */
  readonly roles: readonly {
    readonly role: string
    readonly messages: number
    readonly tokens: number
    readonly characters: number
  }[]
  /** Records above `cutoffTokens`. */
  readonly overLength: number
  readonly cutoffTokens: number
  /** Records with a message that says nothing. */
  readonly empty: number
}

export interface Spread {
  readonly total: number
  readonly least: number
  readonly median: number
  /** Nineteen of twenty records have at most this many. */
  readonly p95: number
  readonly most: number
}

/** Everything that is told of making a dataset. `found = records + dropped`, always. */
export interface DatasetReport {
  readonly conversations: number
  /** Records that could have been made of them. */
  readonly found: number
  readonly records: number
  readonly dropped: readonly DroppedRecords[]
  readonly changes: readonly CountedChange[]
  readonly warnings: readonly string[]
  readonly check: TrainerCheck
  readonly statistics: DatasetStatistics
}

/** What the job of a dataset ends with. */
export interface DatasetOutcome {
  /** What was made or checked; null for a try and a download. */
  readonly dataset: DatasetSummary | null
  /** Null for a download. */
  readonly report: Pick<DatasetReport, 'check'> | DatasetReport | null
  /** Files that were written outside the archive. */
  readonly files: readonly string[]
}
