/** The kinds of files and of records that a dataset can have, as data: dialog, command line and checks are drawn from them. */

export const fileFormatIds = ['jsonl', 'csv', 'parquet'] as const
export type FileFormatId = (typeof fileFormatIds)[number]

export const dataFormatIds = [
  'standard',
  'llama-factory',
  'openai',
  'trl',
  'sharegpt',
  'alpaca',
  'preference',
] as const
export type DataFormatId = (typeof dataFormatIds)[number]

interface FileFormat {
  readonly id: FileFormatId
  readonly name: string
  /** One line: what it is best for. */
  readonly purpose: string
}

export const fileFormats: readonly FileFormat[] = [
  { id: 'jsonl', name: 'JSONL', purpose: 'One record a line: for training, and easy to read.' },
  { id: 'csv', name: 'CSV', purpose: 'For spreadsheets; messages stand in one cell as JSON text.' },
  { id: 'parquet', name: 'Parquet', purpose: 'Columns, packed: for large datasets and big-data tools.' },
]

interface DataFormat {
  readonly id: DataFormatId
  readonly name: string
  readonly purpose: string
  /** The files that can hold it. */
  readonly fileFormats: readonly FileFormatId[]
  /** Whose rules the trainer check goes by. */
  readonly trainer: 'LLaMA-Factory' | 'OpenAI fine-tuning' | 'TRL and Axolotl'
}

export const dataFormats: readonly DataFormat[] = [
  {
    id: 'standard',
    name: 'Standard (ShareGPT)',
    purpose: 'Messages with roles, tags, tools and the model; loads in LLaMA-Factory.',
    fileFormats: ['jsonl', 'csv', 'parquet'],
    trainer: 'LLaMA-Factory',
  },
  {
    id: 'llama-factory',
    name: 'LLaMA-Factory',
    purpose: 'As standard, with the tools as the text that LLaMA-Factory trains on.',
    fileFormats: ['jsonl', 'parquet'],
    trainer: 'LLaMA-Factory',
  },
  {
    id: 'openai',
    name: 'OpenAI fine-tuning',
    purpose: 'Messages with tool_calls and nothing else, as OpenAI’s fine-tuning takes them.',
    fileFormats: ['jsonl'],
    trainer: 'OpenAI fine-tuning',
  },
  {
    id: 'trl',
    name: 'TRL and Axolotl messages',
    purpose: 'Messages with tool calls as objects, for TRL’s SFTTrainer and Axolotl’s chat_template.',
    fileFormats: ['jsonl'],
    trainer: 'TRL and Axolotl',
  },
  {
    id: 'sharegpt',
    name: 'Classic ShareGPT',
    purpose: '“conversations” with from and value, for Unsloth and older trainers.',
    fileFormats: ['jsonl', 'parquet'],
    trainer: 'LLaMA-Factory',
  },
  {
    id: 'alpaca',
    name: 'Alpaca',
    purpose: 'Instruction and output with the turns before; tool calls are left out.',
    fileFormats: ['jsonl', 'csv', 'parquet'],
    trainer: 'LLaMA-Factory',
  },
  {
    id: 'preference',
    name: 'Preference pairs',
    purpose: 'A question with the answer you kept and one you passed over, made from regenerated answers.',
    fileFormats: ['jsonl', 'parquet'],
    trainer: 'LLaMA-Factory',
  },
]

/** What is known of a data format. */
export function dataFormatOf(id: DataFormatId): DataFormat {
  const format = dataFormats.find((candidate) => candidate.id === id)
  if (format === undefined) throw new Error(`No data format ${id}.`)
  return format
}
