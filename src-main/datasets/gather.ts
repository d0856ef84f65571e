/**
 * Makes the records of a dataset: takes conversations one by one, leaves out duplicates, checks each record and counts
 * everything that is told of them. Writing files is write-files.ts's work.
 */
import type { Conversation } from '@shared/conversation.ts'
import type { DatasetReport } from '@shared/datasets/dataset.ts'
import type { DatasetForm } from '@shared/datasets/check-form.ts'
import type { JsonObject } from '@shared/json.ts'
import { ChangeTally } from './change-tally.ts'
import { RecordCheck } from './check/trainer-check.ts'
import { createCleaner } from './clean-turns.ts'
import type { Draft, DraftTools } from './drafts.ts'
import { createExactFinder, createNearFinder, type DuplicateFinder } from './duplicates.ts'
import { recordFormatOf } from './formats/registry.ts'
import { draftsFor } from './preference-pairs.ts'
import { textOfTurn } from './rendered-turns.ts'
import { toCells, toLine, toRow } from './shape.ts'
import { StatisticsCount, type CountedTurn } from './statistics.ts'
import { ToolShapes } from './tool-shapes.ts'
import { longestCell } from './writers/csv.ts'

/** What a dataset is to be made as. */
export type Recipe = Pick<DatasetForm, 'dataFormat' | 'fileFormat' | 'options'>

/** A record that is to be written. */
export interface MadeRecord {
  readonly record: JsonObject
  /** The same as `toLine` writes it. */
  readonly line: string
  /** What it was made of. */
  readonly draft: Draft
}

export type TakeRecord = (made: MadeRecord) => Promise<void>

/** Makes the records of conversations. One is used for one dataset. */
export class Gatherer {
  readonly #recipe: Recipe
  readonly #take: TakeRecord
  readonly #tally = new ChangeTally()
  readonly #tools: DraftTools
  readonly #duplicates: DuplicateFinder | null
  readonly #check: RecordCheck
  readonly #statistics: StatisticsCount
  readonly #toolShapes = new ToolShapes()
  #conversations = 0
  #records = 0
  #longCells = 0

  constructor(recipe: Recipe, take: TakeRecord) {
    this.#recipe = recipe
    this.#take = take
    const { dataFormat, fileFormat, options } = recipe
    this.#tools = { tally: this.#tally, clean: createCleaner(options.redact, this.#tally) }
    this.#duplicates =
      options.duplicates === 'keep'
        ? null
        : options.duplicates === 'exact'
          ? createExactFinder()
          : createNearFinder()
    this.#check = new RecordCheck(dataFormat, fileFormat)
    this.#statistics = new StatisticsCount(options.cutoffTokens)
  }

  /** Takes a conversation, the next in the order of the dataset. */
  async add(conversation: Conversation): Promise<void> {
    this.#conversations += 1
    const { dataFormat, options } = this.#recipe
    for (const draft of draftsFor(dataFormat)(conversation, options.branches, this.#tools))
      await this.#addDraft(draft)
  }

  get report(): DatasetReport {
    const dropped = this.#tally.drops
    return {
      conversations: this.#conversations,
      found: this.#records + dropped.reduce((sum, { count }) => sum + count, 0),
      records: this.#records,
      dropped,
      changes: this.#tally.changes,
      warnings: this.#warnings(),
      check: this.#check.result(),
      statistics: this.#statistics.result(),
    }
  }

  async #addDraft(draft: Draft): Promise<void> {
    const turns = countedTurns(draft, this.#recipe)
    const found =
      this.#duplicates?.take(turns.map(({ role, text }) => `${role}: ${text}`).join('\n')) ?? 'new'
    if (found !== 'new') {
      this.#tally.drop(found, draft.conversationId)
      return
    }
    const { dataFormat, fileFormat, options } = this.#recipe
    const format = recordFormatOf(dataFormat)
    const record = format.record(draft, options, this.#tally)
    if (record === null) {
      this.#tally.drop('no-answer', draft.conversationId)
      return
    }
    this.#records += 1
    this.#statistics.take(turns)
    const columns = format.columns(options)
    if (fileFormat === 'csv') {
      const cells = toCells(record, columns, this.#tally)
      this.#longCells += cells.filter(({ length }) => length > longestCell).length
      const carried = Object.fromEntries(Object.keys(columns).map((name, at) => [name, cells[at] ?? '']))
      this.#check.take(carried, draft.conversationId)
    } else {
      this.#toolShapes.take(record['tools'])
      this.#check.take(
        fileFormat === 'parquet' ? toRow(record, { struct: columns }, this.#tally) : record,
        draft.conversationId,
      )
    }
    // Of the other files their own cells have been counted.
    const line = toLine(record, fileFormat === 'jsonl' ? this.#tally : null)
    await this.#take({ record, line, draft })
  }

  #warnings(): string[] {
    const warnings: string[] = []
    if (this.#longCells > 0)
      warnings.push(
        `${this.#longCells} cells are longer than the ${longestCell.toLocaleString('en')} characters that Excel shows of one.`,
      )
    const { clash } = this.#toolShapes
    if (clash !== null && this.#recipe.fileFormat === 'jsonl')
      warnings.push(
        `Descriptions of tools clash: “${clash}” is of two kinds. Readers that fix columns by type may refuse the file; the data format LLaMA-Factory avoids that.`,
      )
    return warnings
  }
}

function countedTurns({ turns, pair }: Draft, { options }: Recipe): CountedTurn[] {
  const all = pair === null ? turns : [...turns, pair.chosen, pair.rejected]
  return all.map((turn) => ({ role: turn.role, text: textOfTurn(turn, { options, tally: null }) }))
}
