/** Counts what becomes of each record of a source, so that the sums of its report always fit. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type {
  EndState,
  ImportedPart,
  ImportPreview,
  ImportProblem,
  ImportReport,
  LateFiles,
  PreviewRow,
} from '@shared/job.ts'
import type { FirstReport } from '../archive/imports.ts'
import type { Importer, ReadItem } from '../importers/importer.ts'
import { WantedFiles } from '../importers/wanted-files.ts'

/** What became of one conversation. */
export type Outcome =
  | { readonly result: 'new' | 'updated' | 'unchanged'; readonly id: string }
  | ImportProblem

export class Tally {
  readonly startedAt = Date.now()
  readonly file: string
  format: string | null = null
  formatName: string | null = null
  importerVersion: number | null = null
  sha256: string | null = null
  parts: readonly ImportedPart[] = []
  rereadOf: number | null = null
  reason = ''
  state: EndState = 'done'
  error: ImportReport['error'] = null
  size = 0
  found = 0
  new = 0
  updated = 0
  unchanged = 0
  matched = 0
  missing = 0
  readonly skipped: ImportProblem[] = []
  readonly failed: ImportProblem[] = []
  readonly remarks: ImportProblem[] = []
  readonly conversationIds: string[] = []
  lateFiles: LateFiles | null = null
  wanted: readonly string[] = []
  readonly #unchangedIds = new Set<string>()

  constructor(file: string) {
    this.file = file
  }

  recognised(importer: Importer, reason: string): void {
    this.format = importer.id
    this.formatName = importer.name
    this.importerVersion = importer.version
    this.reason = `${importer.name}, ${reason}`
  }

  /** Counts an item of the source; what becomes of a conversation is counted once it is known. */
  meet(item: ReadItem): void {
    if (item.kind !== 'remark') this.found += 1
    switch (item.kind) {
      case 'conversation':
        break
      case 'known':
        this.unchanged += 1
        break
      case 'skipped':
      case 'failed':
        this[item.kind].push({ where: item.where, reason: item.reason })
        break
      case 'remark':
        this.remarks.push({ where: item.where, reason: item.reason })
    }
  }

  /** Counts what became of a conversation that was met. */
  count(outcome: Outcome): void {
    if ('reason' in outcome) {
      this.failed.push(outcome)
      return
    }
    this[outcome.result] += 1
    if (outcome.result === 'unchanged') this.#unchangedIds.add(outcome.id)
    else this.conversationIds.push(outcome.id)
  }

  /** What is not an export turned out to be files that messages name. */
  recognisedFiles(): void {
    this.format = null
    this.formatName = 'Files of messages'
    this.reason = 'Files that messages in the archive name'
    this.error = null
    this.state = 'done'
  }

  /** Counts conversations that got the bytes of a file: once, also where they were met before. */
  filled(ids: Iterable<string>): void {
    const known = new Set(this.conversationIds)
    for (const id of ids) {
      if (known.has(id)) continue
      if (this.#unchangedIds.delete(id)) this.unchanged -= 1
      else this.found += 1
      this.updated += 1
      this.conversationIds.push(id)
      known.add(id)
    }
  }

  endedBy(error: unknown): void {
    const value = toErrorValue(error)
    this.error = value
    this.wanted = error instanceof WantedFiles ? error.names : []
    this.state = value.kind === 'cancelled' ? 'cancelled' : this.format === null ? 'refused' : 'failed'
    if (this.format === null) this.reason = value.message
  }

  report(importId: number): FirstReport {
    const { importerVersion, sha256, parts, rereadOf, startedAt, conversationIds } = this
    return {
      ...this.#sums(),
      importId,
      importerVersion,
      sha256,
      parts,
      rereadOf,
      startedAt,
      finishedAt: Date.now(),
      conversationIds,
    }
  }

  preview(parts: readonly string[], rows: readonly PreviewRow[]): ImportPreview {
    return { ...this.#sums(), parts, rows }
  }

  #sums(): Omit<ImportPreview, 'parts' | 'rows'> & { readonly state: EndState } {
    const { file, format, formatName, reason, state, error, size } = this
    const { found, updated, unchanged, skipped, failed, remarks, matched, missing, lateFiles, wanted } = this
    return {
      file,
      format,
      formatName,
      reason,
      state,
      error,
      size,
      found,
      new: this.new,
      updated,
      unchanged,
      skipped,
      failed,
      remarks,
      attachments: { matched, missing },
      ...(lateFiles !== null && { lateFiles }),
      ...(wanted.length > 0 && { wanted }),
    }
  }
}
