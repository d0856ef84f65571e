/** The formats that can be read, as a sentence and as a list. Data and plain functions; formats-store.ts asks. */
import type { ImportFormat } from '@shared/contract/jobs.ts'

/** Named first and in this order, for they are what most people have. */
const bestKnown = ['chatgpt', 'claude', 'gemini', 'librechat', 'open-webui']

/** "ChatGPT, Claude, Gemini, LibreChat, Open WebUI and 24 more"; "many products" until the formats are known. */
export function formatsSentence(formats: readonly ImportFormat[]): string {
  if (formats.length === 0) return 'many products'
  const named = bestKnown.flatMap((id) => formats.filter((format) => format.id === id))
  const others = formats.length - named.length
  const names = named.map(({ name }) => name)
  if (others > 0) names.push(`${others} more`)
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`
}

/** The formats of which everybody sees at once how to get an export. */
export function helpedFirst(formats: readonly ImportFormat[]): ImportFormat[] {
  return [...bestKnown, 'deepseek'].flatMap((id) => formats.filter((format) => format.id === id))
}

/** The formats in the order of their names, whatever the case of the letters. */
export function formatsByName(formats: readonly ImportFormat[]): ImportFormat[] {
  return formats.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { sensitivity: 'base' }))
}
