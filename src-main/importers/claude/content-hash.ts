/** A short name for what a text says, for records that Claude writes anew without giving the new version an id. */
import { createHash } from 'node:crypto'
import type { Json } from '@shared/json.ts'

/** 16 hex digits that are the same for the same values, whatever export they come from. */
export function contentHash(...values: readonly (Json | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(values.map((value) => value ?? null)))
    .digest('hex')
    .slice(0, 16)
}
