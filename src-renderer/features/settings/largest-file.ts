/** The sizes that can be chosen as the largest file to import. */
import { bytesText } from '../../ui/counts.ts'

const gigabyte = 1_000_000_000
const sizes = [0.1, 0.5, 1, 2, 5, 10, 20, 50].map((size) => size * gigabyte)
const noLimit = 'none'

/** As values and labels of a list; `current` is among them, also where the command line has set another one. */
export function limitChoices(current: number | null): { readonly value: string; readonly label: string }[] {
  const all =
    current === null || sizes.includes(current) ? sizes : [...sizes, current].toSorted((a, b) => a - b)
  return [
    { value: noLimit, label: 'No limit' },
    ...all.map((bytes) => ({ value: String(bytes), label: bytesText(bytes) })),
  ]
}

export function limitValue(limit: number | null): string {
  return limit === null ? noLimit : String(limit)
}

export function limitOf(value: string): number | null {
  return value === noLimit ? null : Number(value)
}
