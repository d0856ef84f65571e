/** Checks the records of a dataset one after the other and says how many the trainer takes. */
import type { RecordProblem, TrainerCheck } from '@shared/datasets/dataset.ts'
import { dataFormatOf, type DataFormatId, type FileFormatId } from '@shared/datasets/formats.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { datasetInfo } from '../dataset-info.ts'
import { checkOpenAi, checkTrl } from './chat-messages.ts'
import { checkRecord } from './llama-factory.ts'
import type { Verdict } from './verdict.ts'

const namedAtMost = 100
/** OpenAI refuses a file with fewer. */
const fewestForOpenAi = 10

/** One check of one dataset: fed with every record, asked for the result at the end. */
export class RecordCheck {
  readonly #dataFormat: DataFormatId
  readonly #fileFormat: FileFormatId
  readonly #entry: JsonObject
  readonly #problems: RecordProblem[] = []
  #records = 0
  #loading = 0

  constructor(dataFormat: DataFormatId, fileFormat: FileFormatId) {
    this.#dataFormat = dataFormat
    this.#fileFormat = fileFormat
    const info = datasetInfo([{ name: 'data', fileName: 'data', records: 0 }], dataFormat, fileFormat)
    const entry = info['data']
    this.#entry = isJsonObject(entry) ? entry : {}
  }

  /** Takes the next record, as its file holds it: in a CSV, a record of texts. */
  take(record: Json, conversationId: string): void {
    this.#records += 1
    const verdict = this.#verdictOn(record)
    if (verdict === null) this.#loading += 1
    else if (this.#problems.length < namedAtMost)
      this.#problems.push({ record: this.#records, conversationId, ...verdict })
  }

  /** The result so far, with remarks on the whole beside the check's own. */
  result(remarks: readonly string[] = []): TrainerCheck {
    return {
      trainer: dataFormatOf(this.#dataFormat).trainer,
      records: this.#records,
      loading: this.#loading,
      problems: this.#problems,
      remarks: [...this.#ownRemarks(), ...remarks],
    }
  }

  #verdictOn(record: Json): Verdict {
    if (this.#dataFormat === 'openai') return checkOpenAi(record)
    if (this.#dataFormat === 'trl') return checkTrl(record)
    return checkRecord(record, this.#entry)
  }

  #ownRemarks(): string[] {
    const remarks: string[] = []
    if (this.#fileFormat === 'csv' && this.#dataFormat === 'standard')
      remarks.push(
        'CSV is for spreadsheets: its cells hold messages as text, which no trainer reads. Choose JSONL or Parquet for training.',
      )
    if (this.#fileFormat === 'csv' && this.#dataFormat === 'alpaca')
      remarks.push('Trainers do not read earlier turns (the column history) from CSV.')
    if (this.#dataFormat === 'openai' && this.#records < fewestForOpenAi)
      remarks.push(`OpenAI asks for at least ${fewestForOpenAi} records; here are ${this.#records}.`)
    return remarks
  }
}
