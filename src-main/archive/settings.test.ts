import { expect, it } from 'vitest'
import { readSetting, writeSetting } from './settings.ts'
import { freshArchive } from './testing/fresh-archive.ts'

it('settings keep the last value written, and know nothing of others', () => {
  const archive = freshArchive()
  writeSetting(archive, 'reader', { theme: 'dark' })
  writeSetting(archive, 'reader', { theme: 'light', panes: { list: 30 } })
  expect(readSetting(archive, 'reader')).toEqual({ theme: 'light', panes: { list: 30 } })
  expect(readSetting(archive, 'other')).toBeUndefined()
})
