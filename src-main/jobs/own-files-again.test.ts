/** What Stemma has written is recognised in the archive it came from, whatever its reader has done to it there. */
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImportReport } from '@shared/job.ts'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import type { Archive } from '../archive/archive.ts'
import { duplicateConversation, forkConversation } from '../archive/copy-conversation.ts'
import { openConversation } from '../archive/read-conversation.ts'
import { renameConversation } from '../archive/rename-conversation.ts'
import { conversation, importAll, noon } from '../archive/testing/conversations.ts'
import { everythingIn } from '../archive/testing/everything.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { remotePrinter } from '../threads/remote-printer.ts'
import { exportConversations } from './export-conversations.ts'
import { importFiles } from './import-files.ts'
import { writeHtmlArchive } from './write-html-archive.ts'

const context = ({ folder }: Archive) => ({
  archiveFolder: folder,
  signal: new AbortController().signal,
  tell: () => undefined,
})
const noPrinter = remotePrinter({ call: () => Promise.reject(new Error('no pages are drawn here')) })

/** Two conversations, one without an id of its source; of each a duplicate and a fork; then both are renamed. */
function arranged(): { archive: Archive; ids: string[] } {
  const archive = freshArchive()
  const originals = importAll(archive, [conversation(), conversation({ source: 'sharegpt', sourceId: null })])
  const ids = originals.flatMap(({ id }) => {
    const { keys } = openConversation(archive, id).spine
    const duplicate = duplicateConversation(archive, { id, title: null }, noon)
    const place = { id, key: keys[1] ?? -1, startHere: false, latestKey: null }
    const fork = forkConversation(archive, { ...place, option: 'path', title: null }, noon)
    renameConversation(archive, id, 'What I call it')
    return [id, duplicate, fork]
  })
  return { archive, ids }
}

async function again(archive: Archive, path: string): Promise<ImportReport | undefined> {
  const result = await importFiles(context(archive), [path])
  return result.kind === 'import' ? result.reports[0] : undefined
}

/** All but what tells of imports. */
function kept(archive: Archive): unknown {
  const { imports: _imports, fingerprints: _fingerprints, ...rest } = everythingIn(archive)
  return Object.fromEntries(Object.entries(rest).filter(([table]) => !table.startsWith('import')))
}

it('adds and changes nothing when its own JSON comes back, copies and renamed ones neither', async () => {
  const { archive, ids } = arranged()
  const path = join(freshFolder(), 'all.json')
  const order = {
    kind: 'export',
    ids,
    format: 'json',
    options: {},
    path,
    into: 'file',
    replace: false,
  } as const
  await exportConversations(
    context(archive),
    { ...order, sensitive: 'off', nameTemplate: '{title}' },
    noPrinter,
  )
  const before = kept(archive)
  expect(await again(archive, path)).toMatchObject({ found: 6, unchanged: 6 })
  expect(kept(archive)).toEqual(before)
})

it('adds and changes nothing when its own HTML archive comes back', async () => {
  const { archive } = arranged()
  const result = await writeHtmlArchive(context(archive), {
    kind: 'html-archive',
    assistantId: 'all',
    period: { kind: 'dates', from: '2000-01-01', to: '2040-01-01' },
    options: { hasData: true, largestFile: null, showsPeople: true, sensitive: 'off', split: 'none' },
    conversations: 6,
    now: noon,
  })
  if (result.kind !== 'html-archive') throw new Error('not an HTML archive')
  const before = kept(archive)
  const path = join(htmlArchivesFolderOf(archive.folder), result.archive.fileName)
  expect(await again(archive, path)).toMatchObject({ found: 6, unchanged: 6 })
  expect(kept(archive)).toEqual(before)
})
