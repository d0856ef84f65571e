import { describe, expect, it } from 'vitest'
import type { ActivityFilter } from '@shared/contract/activity.ts'
import type { Archive } from './archive.ts'
import { activityPage, noteActivity } from './activity.ts'
import { removeForGood } from './delete-for-good.ts'
import { moveToTrash } from './library.ts'
import { conversation, importOne, noon } from './testing/conversations.ts'
import { freshArchive } from './testing/fresh-archive.ts'

const all: ActivityFilter = { areas: [], text: '', from: null, to: null }

function summaries(archive: Archive, filter: Partial<ActivityFilter> = {}): string[] {
  const page = activityPage(archive, { filter: { ...all, ...filter }, limit: 100, before: null })
  return page.entries.map((entry) => entry.summary)
}

function filled(): Archive {
  const archive = freshArchive()
  const note = (area: 'import' | 'change' | 'delete', summary: string, at: number): void =>
    noteActivity(archive, { area, action: 'test', summary, conversations: 1 }, at)
  note('import', 'Imported a.zip', noon)
  note('change', 'Renamed', noon + 1)
  note('delete', 'Moved to the trash', noon + 2)
  return archive
}

describe('the activity log', () => {
  it('lists what was done, the newest first, by area, words and time', () => {
    const archive = filled()
    expect(summaries(archive)).toEqual(['Moved to the trash', 'Renamed', 'Imported a.zip'])
    expect(summaries(archive, { areas: ['import', 'delete'] })).toEqual([
      'Moved to the trash',
      'Imported a.zip',
    ])
    expect(summaries(archive, { text: 'RENAMED' })).toEqual(['Renamed'])
    expect(summaries(archive, { text: "'; DROP TABLE activity; --" })).toEqual([])
    expect(summaries(archive, { from: noon + 1, to: noon + 1 })).toEqual(['Renamed'])
  })

  it('is read page by page, none twice and none missed while more is written', () => {
    const archive = filled()
    const first = activityPage(archive, { filter: all, limit: 2, before: null })
    noteActivity(archive, { area: 'other', action: 'test', summary: 'Later', conversations: 0 }, noon + 3)
    const second = activityPage(archive, { filter: all, limit: 2, before: first.next })
    expect([...first.entries, ...second.entries].map((entry) => entry.at)).toEqual([noon + 2, noon + 1, noon])
    expect(second.next).toBeNull()
  })

  it.each([
    ['changed', 'UPDATE activity SET summary = 1'],
    ['removed', 'DELETE FROM activity'],
    [
      'replaced',
      "INSERT OR REPLACE INTO activity (id, at, area, action, conversations, summary) VALUES (1, 1, 'x', 'x', 1, 'x')",
    ],
  ])('cannot be %s', (_name, sql) => {
    const archive = filled()
    archive.db.pragma('recursive_triggers = on')
    expect(() => archive.db.exec(sql)).toThrow(/activity log/)
    expect(summaries(archive)).toHaveLength(3)
  })

  it('names a conversation as it is called today, and not at all once it is deleted for good', () => {
    const archive = freshArchive()
    const { id } = importOne(archive, conversation())
    noteActivity(archive, {
      area: 'change',
      action: 'rename',
      summary: 'Renamed.',
      conversations: 1,
      conversationId: id,
    })
    const entry = (): unknown => activityPage(archive, { filter: all, limit: 1, before: null }).entries[0]
    expect(entry()).toMatchObject({ conversation: { id, title: 'Trip to Oslo' } })
    moveToTrash(archive, [id])
    removeForGood(archive, [id])
    expect(entry()).toMatchObject({ conversation: null, summary: 'Renamed.' })
  })
})
