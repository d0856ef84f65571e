/** What one step of a large change did to rows, packed: it is kept until the app closes, and crosses to another thread. */
import { deserialize, serialize } from 'node:v8'
import type { RowChanges } from './row-changes.ts'

export interface KeptStep {
  /** Conversations that the step was about. */
  readonly conversations: number
  readonly rows: number
  readonly bytes: Uint8Array
}

/** Rows that became the same from the same are written once: V8 knows an object again. */
export function packStep(conversations: number, changes: RowChanges): KeptStep {
  const known = new Map<string, RowChanges[number]['before']>()
  const once = (row: RowChanges[number]['before']): typeof row => {
    const key = JSON.stringify(row)
    const first = known.get(key)
    if (first === undefined) known.set(key, row)
    return first ?? row
  }
  const packed = changes.map((change) => ({
    ...change,
    before: once(change.before),
    after: once(change.after),
  }))
  // A copy, because the memory behind the original is larger than it.
  return { conversations, rows: changes.length, bytes: new Uint8Array(serialize(packed)) }
}

export function unpackStep({ bytes }: KeptStep): RowChanges {
  return deserialize(bytes) as RowChanges
}
