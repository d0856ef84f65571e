/** Reads fixtures for tests: as values, or whole through the importer that recognises them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Conversation } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { detectImporter } from './detect.ts'
import type { ReadItem } from './importer.ts'
import { openSource } from './source/open-source.ts'

/** Full path of a fixture: `chatgpt/branched.json`. */
export function fixture(name: string): string {
  return join(import.meta.dirname, 'fixtures', name)
}

/** The value in a fixture. */
export function fixtureJson(name: string): Json {
  return JSON.parse(readFileSync(fixture(name), 'utf8')) as Json
}

/** Everything that the importer which recognises a path yields; throws the refusal when none does. */
export async function importPath(
  path: string,
  known: ReadonlySet<string> = new Set(),
): Promise<{
  readonly importer: string
  readonly items: readonly ReadItem[]
  readonly conversations: readonly Conversation[]
}> {
  const source = await openSource(path)
  try {
    const detected = await detectImporter(source)
    if ('refusal' in detected) throw detected.refusal
    const items: ReadItem[] = []
    const context = { signal: new AbortController().signal, isKnown: (print: string) => known.has(print) }
    for await (const item of detected.importer.read(source, context)) items.push(item)
    const conversations = items.flatMap((item) => (item.kind === 'conversation' ? [item.conversation] : []))
    return { importer: detected.importer.id, items, conversations }
  } finally {
    await source.close()
  }
}
