import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Archive } from '../archive/archive.ts'
import { finishImport } from '../archive/imports.ts'
import { conversation, noon } from '../archive/testing/conversations.ts'
import { freshArchive, freshFolder } from '../archive/testing/fresh-archive.ts'
import { beginFile } from '../archive/testing/import-file.ts'
import { saveImportReport } from './save-import-report.ts'

/** An import of two conversations with one problem of each kind; answers its id. */
function importWithProblems(archive: Archive): number {
  const importId = beginFile(archive, [
    conversation({ sourceId: 'a', title: '=HYPERLINK("http://x","y"), ünï\ncødé' }),
    conversation({ sourceId: 'b', title: '-1' }),
  ])
  finishImport(archive, importId, {
    importId,
    file: '/exports/chatgpt.zip',
    format: 'chatgpt',
    formatName: 'ChatGPT',
    importerVersion: 3,
    sha256: 'ab'.repeat(32),
    parts: [],
    rereadOf: null,
    reason: 'ChatGPT, because of "mapping"',
    state: 'done',
    error: null,
    startedAt: noon,
    finishedAt: noon + 1000,
    size: 10,
    found: 4,
    new: 2,
    updated: 0,
    unchanged: 0,
    skipped: [{ where: 'entry 3', reason: 'has no messages' }],
    failed: [{ where: 'entry 4 ("@cmd")', reason: '+is cut off' }],
    remarks: [{ where: 'logo.png', reason: 'belongs to "no" message' }],
    attachments: { matched: 0, missing: 0 },
    conversationIds: [],
  })
  return importId
}

it('writes CSV that every spreadsheet reads and none runs as a formula', async () => {
  const archive = freshArchive()
  const importId = importWithProblems(archive)
  const path = join(freshFolder(), 'report.csv')
  await saveImportReport(archive, { importId, format: 'csv', path, replace: false })
  const written = readFileSync(path, 'utf8').replaceAll(/[0-9a-f-]{36}/g, 'ID')
  expect(written.split('\r\n')).toEqual([
    'result,id,title,createdAt,messages,branches,addedMessages,where,reason',
    `new,ID,"'=HYPERLINK(""http://x"",""y""), ünï\ncødé",2024-05-01T12:00:00.000Z,3,2,3,,`,
    `new,ID,'-1,2024-05-01T12:00:00.000Z,3,2,3,,`,
    `failed,,,,,,,"entry 4 (""@cmd"")",'+is cut off`,
    'skipped,,,,,,,entry 3,has no messages',
    'remark,,,,,,,logo.png,"belongs to ""no"" message"',
    '',
  ])
})

it('writes JSON with the file, its hash, the version that read it, every conversation and every problem', async () => {
  const archive = freshArchive()
  const importId = importWithProblems(archive)
  const path = join(freshFolder(), 'report.json')
  await saveImportReport(archive, { importId, format: 'json', path, replace: false })
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    importId,
    sha256: 'ab'.repeat(32),
    importerVersion: 3,
    state: 'done',
    startedAt: '2024-05-01T12:00:00.000Z',
    found: 4,
    failed: [{ where: 'entry 4 ("@cmd")' }],
    conversations: [{ title: '=HYPERLINK("http://x","y"), ünï\ncødé', result: 'new' }, { title: '-1' }],
  })
})

it('replaces a file only when it is asked to, and leaves nothing behind where it may not write', async () => {
  const archive = freshArchive()
  const importId = importWithProblems(archive)
  const folder = freshFolder()
  const path = join(folder, 'report.json')
  writeFileSync(path, 'mine')
  const file = { importId, format: 'json', path, replace: false } as const
  await expect(saveImportReport(archive, file)).rejects.toMatchObject({ kind: 'cannot-write' })
  await expect(saveImportReport(archive, { ...file, importId: 99 })).rejects.toMatchObject({
    kind: 'not-found',
  })
  expect(readFileSync(path, 'utf8')).toBe('mine')
  await saveImportReport(archive, { ...file, replace: true })
  expect(readFileSync(path, 'utf8')).toContain('"importId"')
  expect(readdirSync(folder)).toEqual(['report.json'])
})
