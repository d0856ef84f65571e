/** Where each record of a dataset stands: in the training or the validation part, or in a folder by source and year. */
import type { DatasetFile } from '@shared/datasets/dataset.ts'
import type { JsonObject } from '@shared/json.ts'
import type { Draft } from './drafts.ts'
import { FullestFirst } from './fullest-first.ts'

export interface Part {
  readonly role: DatasetFile['role']
  /** The folder inside a dataset that is parted by source and year (`source=claude/year=2024`); null for any other. */
  readonly folder: string | null
  /** Indexes of its records in the order in which they were made. */
  readonly indexes: readonly number[]
}

/** Sorts records into parts. */
export class PartPlan {
  readonly #validation: ReadonlySet<string>
  readonly #isPartitioned: boolean
  readonly #parts = new Map<
    string,
    { role: DatasetFile['role']; folder: string | null; indexes: number[]; first: FullestFirst }
  >()
  #next = 0

  constructor(validation: ReadonlySet<string>, isPartitioned: boolean) {
    this.#validation = validation
    this.#isPartitioned = isPartitioned
  }

  take(record: JsonObject, draft: Draft): void {
    const role = this.#validation.has(draft.conversationId) ? 'validation' : 'train'
    const folder = this.#isPartitioned ? hiveFolderOf(draft) : null
    const key = `${role} ${folder ?? ''}`
    const part = this.#parts.get(key) ?? { role, folder, indexes: [], first: new FullestFirst() }
    this.#parts.set(key, part)
    part.first.take(this.#next, record)
    part.indexes.push(this.#next)
    this.#next += 1
  }

  /** The parts that hold something, training first; in each the records that readers learn all columns from come first. */
  get parts(): Part[] {
    return [...this.#parts.values()]
      .toSorted((one, other) => keyOf(one).localeCompare(keyOf(other), 'en'))
      .map(({ role, folder, indexes, first }) => {
        const leading = new Set(first.indexes)
        return { role, folder, indexes: [...leading, ...indexes.filter((index) => !leading.has(index))] }
      })
  }
}

function keyOf({
  role,
  folder,
}: {
  readonly role: DatasetFile['role']
  readonly folder: string | null
}): string {
  return `${role} ${folder ?? ''}`
}

/** As Hive, Spark and DuckDB name such folders, a missing value among them. */
function hiveFolderOf({ source, createdAt }: Draft): string {
  const year =
    createdAt === null ? '__HIVE_DEFAULT_PARTITION__' : String(new Date(createdAt).getUTCFullYear())
  return `source=${encodeURIComponent(source)}/year=${year}`
}
