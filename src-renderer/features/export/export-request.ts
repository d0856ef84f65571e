/** What can be asked to be exported, and which conversations that is. */
import type { LibraryFilter } from '@shared/contract/library.ts'
import { call } from '../../bridge.ts'
import type { Subject } from './export-choices.ts'

/** Conversations by their ids, all that a search finds, or all of a list (of a tag, a collection, a source, everything). */
export type ExportRequest = (
  | { readonly ids: readonly string[] }
  | { readonly query: string }
  | { readonly filter: LibraryFilter }
) & {
  /** What the dialog calls them: "Tag “research”". */
  readonly name?: string
}

/** The conversations of a request as they are now; null when there is none. */
export async function subjectOf(request: ExportRequest): Promise<Subject | null> {
  const ids = await idsOf(request)
  const [first] = ids
  if (first === undefined) return null
  const { row } = await call('conversation.open', { id: first })
  const name = request.name ?? ('query' in request ? `Found by “${request.query.trim()}”` : null)
  return { ids, title: row.title, name: ids.length === 1 ? null : name }
}

async function idsOf(request: ExportRequest): Promise<readonly string[]> {
  if ('ids' in request) return request.ids
  if ('query' in request) return await call('search.conversations', { query: request.query })
  return await call('library.ids', { filter: request.filter })
}
