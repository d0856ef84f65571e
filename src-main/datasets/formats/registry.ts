/** Every data format that can be written; their names and purposes are in src-shared/datasets/formats.ts. */
import type { DataFormatId } from '@shared/datasets/formats.ts'
import { alpaca } from './alpaca.ts'
import { openai, trl } from './chat-messages.ts'
import type { RecordFormat } from './record-format.ts'
import { preference, sharegpt } from './sharegpt.ts'
import { llamaFactory, standard } from './standard.ts'

const formats: Readonly<Record<DataFormatId, RecordFormat>> = {
  standard,
  'llama-factory': llamaFactory,
  openai,
  trl,
  sharegpt,
  alpaca,
  preference,
}

export function recordFormatOf(id: DataFormatId): RecordFormat {
  return formats[id]
}
