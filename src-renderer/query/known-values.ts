/** The values that filters have in this archive: asked for when one is typed, kept for a while. */
import { create } from 'zustand'
import { call } from '../bridge.ts'
import { showFailure } from '../ui/toasts.ts'
import type { KnownValue, KnownValues } from './completion.ts'

export const useKnownValues = create<KnownValues>()(() => ({}))

/** In ms: a tag made meanwhile is offered after that. */
const keptFor = 30_000
/** What every message meets: counting it counts the archive. */
const everything = '-id:none'

const askedAt = new Map<string, number>()

const askers: Readonly<Partial<Record<string, () => Promise<readonly KnownValue[]>>>> = {
  source: async () => {
    const { sources } = await call('library.counts', {})
    return sources.map(({ source, name }) => ({ value: source, label: name }))
  },
  tag: async () => {
    const tags = await call('tags.list', { by: 'count', direction: 'descending' })
    return tags.map(({ name }) => ({ value: name }))
  },
  in: async () => {
    const collections = await call('collections.list', {})
    return collections.map(({ name }) => ({ value: name }))
  },
  model: async () => {
    const { facets } = await call('search.facets', { query: everything, session: 'known models' })
    return facets.model.map(({ value }) => ({ value }))
  },
}

/** Sees to it that the values of a filter are known soon. */
export async function wantValues(filter: string): Promise<void> {
  const ask = askers[filter]
  const now = performance.now()
  if (ask === undefined || now - (askedAt.get(filter) ?? -Infinity) < keptFor) return
  askedAt.set(filter, now)
  try {
    const values = await ask()
    useKnownValues.setState({ [filter]: values })
  } catch (error) {
    showFailure('What can be searched for could not be read', error)
  }
}
