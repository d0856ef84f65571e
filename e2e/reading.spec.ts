import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptZip, libreChatFile, longChatGptFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

test.use({ imported: [chatGptZip, libreChatFile] })

test('a reader steps through the versions of an answer, and what follows changes with them', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await expect(app.reader.version('gravity, in short')).toHaveAccessibleName('Version 1 of 3')
  await expect(app.reader.message('slowed down')).toHaveCount(0)

  await app.reader.nextVersion('gravity, in short').click()
  await expect(app.reader.message('tidal locking')).toBeVisible()
  await expect(app.reader.message('slowed down as well')).toBeVisible()

  await app.reader.nextVersion('tidal locking').click()
  await expect(app.reader.message('see the harbour at low water')).toBeVisible()
  await expect(app.reader.message('slowed down as well')).toHaveCount(0)
})

test('formulas, code, tables, pictures, thinking and tool calls are shown as what they are', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await app.reader.nextVersion('gravity, in short').click()
  const answer = app.reader.message('tidal locking')
  await expect(answer.locator('.katex').first()).toBeVisible()
  await expect(answer.getByRole('table')).toContainText('Nereid')
  // As in the exports, and not as in the app's own lists.
  await expect(answer.getByRole('columnheader').first()).toHaveCSS('font-size', '15px')
  await answer.getByRole('button', { name: 'Copy' }).click()
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toContain('def locked')

  await app.library.open(osloTitle)
  const picture = app.reader.message('Where should we stay').locator('img')
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(64)

  await app.library.open('Simulating tides in Python')
  await app.reader.previousVersion('Use a library instead').click()
  const thinking = app.reader.message('Begin with the shallow water').getByText(/^Thinking/)
  await thinking.click()
  await expect(app.reader.feed).toContainText('on a coarse grid')
  await expect(app.reader.feed).toContainText('web_search')
})

test('two branches are compared side by side, word by word, and the other one is shown from there', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await app.reader.chooseOn('gravity, in short', 'Compare its versions…')
  const { comparison } = app.reader
  await expect(comparison.getByRole('heading', { name: 'Branch 1 of 3', exact: true })).toBeVisible()
  await expect(comparison.getByRole('heading', { name: 'Branch 2 of 3', exact: true })).toBeVisible()
  await expect(comparison).toContainText('1 message in common')
  await expect(comparison).toContainText('no message here')
  await expect(comparison.getByRole('deletion').filter({ hasText: 'gravity' })).toBeVisible()
  await expect(comparison.getByRole('insertion').filter({ hasText: 'tidal locking' })).toBeVisible()

  await app.window.keyboard.press('Alt+ArrowDown')
  await expect(comparison.getByRole('status')).toHaveText(/^Difference 1 of \d+$/)
  await app.window.keyboard.press('n')
  await expect(comparison.getByRole('status')).toHaveText(/^Difference 2 of/)
  await app.window.keyboard.press('p')
  await expect(comparison.getByRole('status')).toHaveText(/^Difference 1 of/)

  await comparison.getByRole('combobox', { name: 'Right branch' }).click()
  await app.window.getByRole('option', { name: 'Branch 3 of 3' }).click()
  await expect(comparison.getByRole('insertion').filter({ hasText: 'harbour' })).toBeVisible()
  await expect(comparison.getByRole('combobox', { name: 'Right branch' })).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(comparison).toHaveCount(0)
  const actions = app.reader.message('gravity, in short').getByRole('button', { name: /^Actions for/ })
  await expect(actions).toBeFocused()

  await app.reader.chooseOn('gravity, in short', 'Compare its versions…')
  await comparison.getByRole('button', { name: 'Show this branch: Branch 2 of 3' }).click()
  await expect(comparison).toHaveCount(0)
  await expect(app.reader.message('tidal locking')).toBeVisible()
  await expect(app.reader.feed).toBeFocused()
})

test('a message is shown as its source wrote it, found in, copied and saved with its conversation', async ({
  app,
  stemma,
}) => {
  await app.library.open(moonTitle)
  await app.reader.nextVersion('gravity, in short').click()
  await app.reader.chooseOn('tidal locking', 'Show as received…')
  const message = app.reader.record('Message as received')
  await expect(message).toContainText('From chatgpt-export.zip')
  await expect(message.getByRole('region')).toContainText('"content_type": "text"')
  await app.window.keyboard.press('ControlOrMeta+f')
  await app.window.keyboard.type('LOCK')
  await expect(message.getByRole('status')).toHaveText('1 of 4')
  await app.window.keyboard.press('F3')
  await expect(message.getByRole('status')).toHaveText('2 of 4')
  await message.getByRole('button', { name: 'Copy' }).click()
  const copied = () => app.electron.evaluate(({ clipboard }) => clipboard.readText())
  await expect.poll(async () => JSON.parse((await copied()) || '{}') as unknown).toMatchObject({ id: 'm3' })

  await message.getByText('Conversation', { exact: true }).click()
  const whole = app.reader.record('Conversation as received')
  await expect(whole.getByRole('region')).toContainText('"mapping"')
  const path = join(stemma.folder, 'moon.json')
  await app.reader.saveRecord(path)
  const saved = JSON.parse(await readFile(path, 'utf8')) as unknown
  expect(saved).toMatchObject({ title: moonTitle, mapping: { m3: { parent: 'm1' }, m4: {} } })
  await whole.getByRole('button', { name: 'Close' }).click()
  const actions = app.reader.message('tidal locking').getByRole('button', { name: /^Actions for/ })
  await expect(actions).toBeFocused()

  await app.palette.run('>show as received')
  await expect(whole.getByRole('region')).toContainText('"mapping"')
})

test('a search finds words in a branch that is not shown and opens that branch at the message', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await app.library.search('perigee')
  await expect(app.library.summary).toContainText('1 hit')
  const hit = app.library.hit('perigee')
  await expect(hit).toContainText('branch 2 of 3')
  await hit.click()

  await expect(app.reader.message('perigee')).toBeInViewport()
  await expect(app.reader.version('tidal locking')).toHaveAccessibleName('Version 2 of 3')
  const marked = await app.window.evaluate(() => {
    const highlighted = [...CSS.highlights.values()].flatMap((highlight) => [...highlight])
    const marks = [...document.querySelectorAll('article mark')].map((mark) => mark.textContent ?? '')
    return [...highlighted.map((range) => (range as Range).toString()), ...marks]
  })
  expect(marked.map((text) => text.toLowerCase())).toContain('perigee')
})

test('pieces of words and Chinese are found, from the keyboard alone', async ({ app }) => {
  await app.window.keyboard.press('ControlOrMeta+f')
  await app.window.keyboard.type('erige')
  await expect(app.library.hit('perigee')).toBeVisible()

  await app.library.search('港口')
  await expect(app.library.hit('港口')).toBeVisible()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.reader.title).toHaveText(osloTitle)
  await expect(app.reader.message('港口')).toBeInViewport()

  await app.library.searchField.press('Escape')
  await expect(app.library.list).toBeVisible()
})

test('a deleted conversation can be taken back at once, and from the trash', async ({ app }) => {
  await app.library.delete(osloTitle)
  await expect(app.library.row(osloTitle)).toHaveCount(0)
  await app.library.toastButton('Undo').click()
  await expect(app.library.row(osloTitle)).toBeVisible()

  await app.library.delete(osloTitle)
  await expect(app.library.row(osloTitle)).toHaveCount(0)
  await app.library.place('Trash').click()
  await app.library.open(osloTitle)
  await expect(app.reader.head).toContainText('In the trash')
  await app.reader.head.getByRole('button', { name: 'Restore' }).click()
  await app.library.place('All conversations').click()
  await expect(app.library.row(osloTitle)).toBeVisible()
})

test('the list is filtered by source and sorted by title', async ({ app }) => {
  await app.library.place('LibreChat').click()
  await expect(app.library.list.getByRole('option')).toHaveCount(1)
  await app.library.place('All conversations').click()
  await expect(app.library.summary).toContainText('3')
  await app.window.getByRole('button', { name: /^Sorted by/ }).click()
  await app.window.getByRole('menuitemradio', { name: 'Title' }).click()
  await expect(app.library.list.getByRole('option').first()).toContainText('Simulating tides')
})

test('a conversation of ten thousand messages opens at its beginning and jumps to its end', async ({
  app,
  stemma,
}) => {
  await app.imports.dropAndImport([await longChatGptFile(stemma.folder, 10_000)])
  await app.imports.expectDone('Conversation imported successfully')
  await app.library.place('All conversations').click()
  await app.library.open('A long talk of 10000')
  await expect(app.reader.message('FIRSTWORD')).toBeInViewport()
  await app.reader.feed.focus()
  await app.window.keyboard.press('End')
  await expect(app.reader.message('LASTWORD')).toBeInViewport()
})
