/** How deep a JSON value is nested. JSON.parse reads any depth, but JSON.stringify does not write it. */

/** More levels than any product nests its values; beyond it a value is taken for broken or hostile. */
export const deepestNesting = 256

/** True when a value has more than so many lists and objects inside each other. */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  // Recursion is safe here: it ends at the number of levels asked for.
  if (Array.isArray(value)) return value.some((inner) => isNestedDeeper(inner, levels - 1))
  for (const key in value) {
    const inner = (value as Readonly<Record<string, unknown>>)[key]
    if (typeof inner === 'object' && isNestedDeeper(inner, levels - 1)) return true
  }
  return false
}
