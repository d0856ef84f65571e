/** Answers for the reader's settings. */
import type { Handlers } from '@shared/contract/contract.ts'
import { settings, type Settings, type settingsCommands } from '@shared/contract/settings.ts'
import { readSetting, writeSetting } from '../archive/settings.ts'
import type { HandlerParts } from './handler-parts.ts'

const key = 'reader'

export function settingsHandlers({ archive }: HandlerParts): Handlers<keyof typeof settingsCommands> {
  const current = (): Settings => {
    // Settings of another version that do not fit any more are not worth a failed start.
    const stored = settings.safeParse(readSetting(archive, key) ?? {})
    return stored.success ? stored.data : settings.parse({})
  }
  return {
    'settings.get': current,
    'settings.change': (change) => {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
      const after = settings.parse({ ...current(), ...given })
      writeSetting(archive, key, after)
      return after
    },
  }
}
