/** How VS Code writes down where something stands in a person's folders. */
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'

/** The path in an address (`{$mid, path, scheme}`), or in an address with a place in the file; null in anything else. */
export function pathOf(value: Json | undefined): string | null {
  if (!isJsonObject(value)) return null
  return filledTextAt(value, 'path', 'fsPath') ?? pathOf(value['uri']) ?? pathOf(value['location'])
}
