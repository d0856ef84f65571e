/** What is remembered of the local API: whether it is on, where it answers, and by which token. */
import { localApiMemory, type LocalApiMemory } from '@shared/contract/local-api.ts'
import type { Archive } from './archive.ts'
import { readSetting, writeSetting } from './settings.ts'

const key = 'local-api'

/** What is not understood is forgotten: the API is then off. */
export function readLocalApiMemory(archive: Archive): LocalApiMemory {
  const stored = localApiMemory.safeParse(readSetting(archive, key) ?? {})
  return stored.success ? stored.data : localApiMemory.parse({})
}

export function writeLocalApiMemory(archive: Archive, memory: LocalApiMemory): void {
  writeSetting(archive, key, memory)
}
