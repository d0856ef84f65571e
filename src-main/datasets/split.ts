/** Which conversations go into validation. Always whole ones: parts of one on both sides would be learnt by heart. */
import { createHash } from 'node:crypto'

/**
 * The ids of the validation part: `percent` of all, rounded, but at least one where there are two. The same seed chooses
 * the same conversations whatever their order, and adding some moves few others.
 */
export function validationIds(ids: readonly string[], percent: number, seed: number): ReadonlySet<string> {
  const distinct = [...new Set(ids)]
  if (percent === 0 || distinct.length < 2) return new Set()
  const wanted = Math.max(1, Math.round((distinct.length * percent) / 100))
  const drawn = distinct
    .map((id) => ({ id, place: createHash('sha256').update(`${seed}:${id}`).digest('hex') }))
    .toSorted((one, other) => (one.place < other.place ? -1 : 1))
  return new Set(drawn.slice(0, wanted).map(({ id }) => id))
}
