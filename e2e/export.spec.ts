import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findViolations } from './find-violations.ts'
import { chatGptZip, libreChatFile, moonTitle } from './fixtures/exports.ts'
import { readPng, rowsWithInk } from './read-png.ts'
import { expect, test } from './launch.ts'
import { openInBrowser } from './open-in-browser.ts'

const run = promisify(execFile)

test.use({ imported: [chatGptZip, libreChatFile] })

test.beforeEach(async ({ app }) => {
  await app.library.open(moonTitle)
  await app.reader.nextVersion('gravity, in short').click()
  await expect(app.reader.message('perigee')).toBeVisible()
})

test('the dialog names the file after the title, shows what will be written, and closes with Escape', async ({
  app,
}) => {
  await app.exports.open()
  await expect(app.exports.fileName).toHaveValue(moonTitle)
  await expect(app.exports.preview).toContainText('tidal locking')
  await app.window.keyboard.press('Escape')
  await expect(app.exports.dialog).toHaveCount(0)
})

test('Markdown holds the branch that is shown', async ({ app, stemma }) => {
  const path = join(stemma.folder, 'moon.md')
  await app.exports.exportTo(path, 'Markdown')
  const text = await readFile(path, 'utf8')
  expect(text).toContain('Why does the Moon always show us the same side?')
  expect(text).toContain('perigee')
  expect(text).not.toContain('low water')
})

test('JSON holds every branch in LibreChat’s form and comes back as the same conversation', async ({
  app,
  stemma,
}) => {
  const path = join(stemma.folder, 'moon.json')
  await app.exports.exportTo(path, 'JSON')
  const file = JSON.parse(await readFile(path, 'utf8')) as { messages: unknown[] }
  // A ChatGPT export says nothing of endpoint options, so none are made up.
  expect(Object.keys(file)).toEqual([
    'conversationId',
    'endpoint',
    'title',
    'exportAt',
    'branches',
    'recursive',
    'messages',
  ])
  expect(JSON.stringify(file)).toContain('low water')
  await app.imports.drop([path])
  await app.imports.expectDone(/Nothing new/)
})

test('a PDF holds text that can be selected, tags, an outline and page numbers', async ({ app, stemma }) => {
  const path = join(stemma.folder, 'moon.pdf')
  await app.exports.exportTo(path, 'PDF')
  const { stdout: text } = await run('pdftotext', ['-layout', path, '-'])
  expect(text).toContain('Why does the Moon always show us the same side?')
  expect(text).toContain('perigee')
  expect(text).toMatch(/1\s*(\/|of)\s*\d/)
  const { stdout: facts } = await run('pdfinfo', [path])
  expect(facts).toMatch(/Tagged:\s+yes/)
  const { stdout: tags } = await run('pdfinfo', ['-struct-text', path])
  expect(tags).toMatch(/H1[\s\S]*Why the Moon keeps one face/)
  expect(tags).toContain('Table')
  const { stdout: outline } = await run('pdftohtml', ['-xml', '-i', '-stdout', path])
  expect(/<outline>([\s\S]*)<\/outline>/.exec(outline)?.[1]).toContain(moonTitle)
})

for (const javaScript of [true, false]) {
  const state = javaScript ? 'on' : 'off'
  test(`an HTML file reads and prints without a network, with JavaScript ${state}`, async ({
    app,
    stemma,
  }) => {
    const path = join(stemma.folder, 'moon.html')
    await app.exports.exportTo(path, 'HTML')
    const opened = await openInBrowser(path, { javaScript })
    const printed = join(stemma.folder, 'printed.pdf')
    await writeFile(printed, await opened.printed('A4'))
    const { stdout: text } = await run('pdftotext', ['-layout', printed, '-'])
    expect(text).toContain('Why does the Moon always show us the same side?')
    expect(text).toContain('perigee')
    if (javaScript) {
      const { page } = opened
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(moonTitle)
      expect(await findViolations(page), 'light').toEqual([])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await findViolations(page), 'dark').toEqual([])
    }
    expect(await opened.requests()).toEqual([])
    await opened.close()
  })
}

test('a picture holds the first message and the last', async ({ app, stemma }) => {
  const path = join(stemma.folder, 'moon.png')
  await app.exports.exportTo(path, 'PNG')
  const picture = readPng(await readFile(path))
  expect(picture.height).toBeGreaterThan(600)
  const inked = rowsWithInk(picture)
  expect(inked[0]).toBeLessThan(120)
  expect(inked.at(-1)).toBeGreaterThan(picture.height - 160)
  expect(await readdir(stemma.folder)).not.toContainEqual(expect.stringMatching(/\.part$/))
})
