/**
 * Reads threads of Perplexity as the tools around it save them, for want of an export of its own: one file a thread, with
 * questions under `conversations` or, as the product itself keeps them, under `entries`; also a bare list of entries.
 *
 * What a thread says is conversation.ts's work.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt, objectAt } from '../fields.ts'
import { groupRows } from '../group-rows.ts'
import type { Importer } from '../importer.ts'
import { unpackingImporter } from '../unpacking-importer.ts'
import { conversationFromPerplexity } from './conversation.ts'

export const perplexityImporter: Importer = unpackingImporter({
  id: 'perplexity',
  name: 'Perplexity',
  version: 2,
  howToExport:
    'It has no export of its own. Drop what browser extensions save of threads: .json files, or the .zip of them.',
  recognisedAs: ['perplexity'],
  unpackingIn: () => ({ unpack: threadsIn, convert: conversationFromPerplexity }),
})

/** A bare list may hold the entries of several threads. */
function threadsIn(values: readonly Json[]): Json[] {
  const bare: JsonObject[] = []
  const threads: Json[] = []
  for (const value of values) {
    if (isJsonObject(value) && filledTextAt(value, 'query_str') !== null) bare.push(value)
    else threads.push(isJsonObject(value) ? { title: titleOf(value), ...value } : value)
  }
  const grouped = [...groupRows(bare, 'context_uuid').values()]
  return [...threads, ...grouped.map((entries): Json => ({ title: null, entries: [...entries] }))]
}

function titleOf(thread: JsonObject): string | null {
  return (
    filledTextAt(objectAt(thread, 'metadata'), 'thread_title') ??
    filledTextAt(objectAt(thread, 'thread_metadata'), 'title')
  )
}
