/** What the reader has set, as it is kept in the archive: for the window, the command line and jobs alike. */
import { settings, type Settings } from '@shared/contract/settings.ts'
import type { Archive } from './archive.ts'
import { readSetting, writeSetting } from './settings.ts'

const key = 'reader'

export function readerSettings(archive: Archive): Settings {
  // Settings of another version that do not fit any more are not worth a failed start.
  const stored = settings.safeParse(readSetting(archive, key) ?? {})
  return stored.success ? stored.data : settings.parse({})
}

/** Changes what is given and answers with all of it. */
export function changeReaderSettings(archive: Archive, change: Partial<Settings>): Settings {
  const after = settings.parse({ ...readerSettings(archive), ...change })
  writeSetting(archive, key, after)
  return after
}
