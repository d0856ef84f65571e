import { expect, it, onTestFinished } from 'vitest'
import { addHtmlArchive, listHtmlArchives } from './archive/html-archives.ts'
import { buildProgram } from './archive/testing/built-program.ts'
import { freshArchive } from './archive/testing/fresh-archive.ts'

it('can be quit right after its start, while it still clears away what has become old', async () => {
  const archive = freshArchive()
  for (let number = 0; number < 300; number++) {
    addHtmlArchive(archive, {
      fileName: `conversations_all_20200101-${100_000 + number}.html`,
      assistantId: 'all',
      assistantName: 'Everything',
      source: null,
      days: 30,
      from: 0,
      to: 1,
      createdAt: 1,
      size: 1,
      conversations: 1,
      messages: 1,
      hasData: false,
      pages: 1,
    })
  }
  const program = await buildProgram(new URL('threads/testing/start-and-quit.ts', import.meta.url), {
    'search-thread': new URL('threads/search-thread.ts', import.meta.url),
  })
  onTestFinished(() => program.remove())
  await program.run(archive.folder)
  expect(listHtmlArchives(archive)).toEqual([])
}, 60_000)
