import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fixture, importPath } from '../import-fixture.ts'

const page = readFileSync(fixture('stemma-html/branched.html'), 'utf8')

function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-html-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

it('reads a conversation with its branches, its source and its status', async () => {
  const { importer, conversations } = await importPath(fixture('stemma-html/branched.html'))
  expect(importer).toBe('stemma-html')
  expect(conversations).toMatchObject([
    {
      source: 'chatgpt',
      sourceId: 'conv-oslo',
      title: 'Trip to Oslo </script>',
      status: 'favorite',
      tags: ['travel'],
      activeLeafId: 'a2',
      messages: [{ id: 'q' }, { id: 'a1', parentId: 'q' }, { id: 'a2', parentId: 'q' }],
    },
  ])
})

it('reads archives in a folder, and the rest of one in which a line is damaged', async () => {
  const folder = freshFolder()
  mkdirSync(join(folder, 'saved'))
  const damaged = '<script type="application/json" class="stemma-conversation">{"id":7}</script>\n'
  writeFileSync(join(folder, 'saved', 'page.html'), page.replace('</main>', `${damaged}</main>`))
  const { importer, items, conversations } = await importPath(folder)
  expect(importer).toBe('stemma-html')
  expect(conversations).toHaveLength(1)
  expect(items.find(({ kind }) => kind === 'failed')).toMatchObject({
    reason: expect.stringContaining('not a conversation as Stemma writes it'),
  })
})

it('says of a page that was cut off what is missing', async () => {
  const path = join(freshFolder(), 'page.html')
  writeFileSync(path, page.slice(0, page.indexOf('<script')))
  const { items } = await importPath(path)
  expect(items).toMatchObject([
    { kind: 'failed', reason: 'This page breaks off before its first conversation.' },
  ])
})

it('says of an archive of a newer version to update', async () => {
  const path = join(freshFolder(), 'page.html')
  writeFileSync(path, page.replace('content="1"', 'content="2"'))
  await expect(importPath(path)).rejects.toMatchObject({
    kind: 'unsupported-file',
    message: expect.stringContaining('of a newer Stemma'),
  })
})

it('takes no other page for its own, also one that speaks of it', async () => {
  const path = join(freshFolder(), 'page.html')
  writeFileSync(
    path,
    page.replace(
      /<meta name="stemma-html-archive"[^>]*>/,
      (mark) => `<p>${mark.replaceAll('<', '&lt;')}</p>`,
    ),
  )
  await expect(importPath(path)).rejects.toMatchObject({ kind: 'unsupported-file' })
})
