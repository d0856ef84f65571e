/**
 * Makes a dataset of conversations in a folder of its own: records, checked before and after, and dataset_info.json.
 *
 * Where the conversations come from and what becomes of the folder is the job's work.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@shared/contract/app-error.ts'
import type { Conversation } from '@shared/conversation.ts'
import { dropKinds, type DatasetFile, type DatasetReport } from '@shared/datasets/dataset.ts'
import { throwIfCancelled } from '../exporters/throw-if-cancelled.ts'
import { checkDatasetInfo } from './check/dataset-info.ts'
import { infoOf } from './dataset-files.ts'
import { datasetInfoText, infoFileName } from './dataset-info.ts'
import { Gatherer, type Recipe } from './gather.ts'
import { PartPlan } from './parts.ts'
import { openSpool } from './spool.ts'
import { validationIds } from './split.ts'
import { writeFiles, type WriteRecipe, type WriteTools } from './write-files.ts'

/** The conversations to make a dataset of, read one at a time. */
export interface ConversationSource {
  readonly ids: readonly string[]
  read(id: string): Conversation
}

export interface MakeTools extends Omit<WriteTools, 'step'> {
  /** Told how far the work has come; `total` is of the same things as `done`. */
  step(phase: 'reading' | 'writing' | 'checking', done: number, total: number): Promise<void>
}

export interface MadeDataset {
  readonly report: DatasetReport
  readonly files: readonly DatasetFile[]
}

/**
 * Makes a dataset in `folder`, which is made. Throws `cancelled`, `not-available` where no conversation gives a record, and
 * what reading and the disk throw; what it leaves then is to be removed by the caller.
 */
export async function makeDataset(
  source: ConversationSource,
  folder: string,
  recipe: WriteRecipe,
  tools: MakeTools,
): Promise<MadeDataset> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { options } = recipe
  const plan = new PartPlan(
    validationIds(source.ids, options.validationPercent, options.seed),
    options.partitioned,
  )
  const spool = await openSpool(join(folder, '.records'))
  try {
    const gathered = await gather(source, recipe, tools, async ({ record, line, draft }) => {
      plan.take(record, draft)
      await spool.add(line, draft.conversationId)
    })
    if (gathered.records === 0) throw nothingToWrite(gathered)
    await spool.finish()
    const { files, check } = await writeFiles(spool, plan.parts, folder, recipe, {
      signal: tools.signal,
      shardBytes: tools.shardBytes,
      step: (phase, done) => tools.step(phase, done, gathered.records),
    })
    const info = datasetInfoText(infoOf(recipe, files, 'root'))
    await writeFile(join(folder, infoFileName), info, { mode: 0o600, flush: true })
    return {
      files,
      report: {
        ...gathered,
        check: { ...check, remarks: [...check.remarks, ...remarksOn(info, recipe, files)] },
      },
    }
  } finally {
    await spool.close()
  }
}

/** Makes the records and leaves nothing: what a dataset would hold, and whether it loads. */
export function tryDataset(
  source: ConversationSource,
  recipe: Recipe,
  tools: MakeTools,
): Promise<DatasetReport> {
  return gather(source, recipe, tools, () => Promise.resolve())
}

/** What is to be said of a dataset as a whole, beside its records: of dataset_info.json and of how its files lie. */
export function remarksOn(
  info: string,
  { name, options }: Pick<WriteRecipe, 'name' | 'options'>,
  files: readonly DatasetFile[],
): string[] {
  const sum = (role: DatasetFile['role']): number =>
    files.filter((file) => file.role === role).reduce((records, file) => records + file.records, 0)
  const remarks = checkDatasetInfo(info, { [name]: sum('train'), [`${name}_val`]: sum('validation') })
  return options.partitioned
    ? [
        ...remarks,
        'Folders by source and year are read by DuckDB, Spark and Hugging Face; LLaMA-Factory reads no folders in folders.',
      ]
    : remarks
}

async function gather(
  source: ConversationSource,
  recipe: Recipe,
  tools: MakeTools,
  take: ConstructorParameters<typeof Gatherer>[1],
): Promise<DatasetReport> {
  const gatherer = new Gatherer(recipe, take)
  for (const [index, id] of source.ids.entries()) {
    throwIfCancelled(tools.signal)
    await gatherer.add(source.read(id))
    await tools.step('reading', index + 1, source.ids.length)
  }
  return gatherer.report
}

function nothingToWrite({ conversations, dropped }: DatasetReport): AppError {
  const reasons = dropped.map(({ why, count }) => `${count}: ${dropKinds[why]}`).join('; ')
  return new AppError(
    'not-available',
    conversations === 0
      ? 'No conversation was chosen, so there is nothing to write.'
      : 'None of the chosen conversations gives a record to train on, so nothing was written. Choose others or another data format.',
    reasons,
  )
}
