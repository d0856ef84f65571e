import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

test('a person drops a ChatGPT zip on the window and finds the conversations in the library', async ({
  app,
  stemma,
}) => {
  const zip = await chatGptZip(stemma.folder)
  await app.imports.dragOver([zip])
  await expect(app.window.getByText(/Drop to import/)).toBeVisible()
  await app.imports.drop([zip])

  await app.imports.expectDone('2 conversations imported successfully')
  await app.library.toastButton('Show').first().click()
  await expect(app.library.row(moonTitle)).toContainText('7 messages')
  await expect(app.library.row(moonTitle)).toContainText('3')
  await expect(app.library.row(osloTitle)).toBeVisible()
})

test('the report’s numbers add up and name the entry that could not be read', async ({ app, stemma }) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.imports.open()
  await app.imports.panel.getByText('chatgpt-export.zip').first().click()

  await expect(app.imports.panel.getByRole('heading', { level: 1 })).toBeVisible()
  const sums = await Promise.all(
    ['new', 'updated', 'unchanged', 'skipped', 'failed'].map((word) => app.imports.sum(word)),
  )
  expect(await app.imports.sum('found')).toBe(3)
  expect(sums.reduce((a, b) => a + b, 0)).toBe(3)
  await expect(app.imports.panel).toContainText('Corrupted entry')
  await expect(app.imports.panel).toContainText('1 matched')
})

test('importing the same file again says that nothing is new', async ({ app, stemma }) => {
  const file = await libreChatFile(stemma.folder)
  await app.imports.drop([file])
  await app.imports.expectDone('Conversation imported successfully')
  await app.imports.choose([file])
  await app.imports.expectDone(/Nothing new/)
  await expect(app.library.toast('1 conversation was already here')).toBeVisible()
})

test('a file that is no export is refused in red, with the reason in the report', async ({ app, stemma }) => {
  const notes = join(stemma.folder, 'notes.txt')
  await writeFile(notes, 'milk, eggs')
  await app.imports.drop([notes])
  await expect(app.window.getByRole('alertdialog').or(app.window.getByRole('alert')).first()).toContainText(
    'Unsupported import type',
  )
  await app.library.toastButton('Show report').click()
  await expect(app.imports.panel).toContainText('notes.txt')
  await expect(app.imports.panel).toContainText('plain text')
})

test('files that the app is opened with are imported', async ({ stemma }) => {
  const app = await stemma.start(await libreChatFile(stemma.folder))
  await expect(app.library.row('Simulating tides in Python')).toBeVisible()
})

test('what was imported, renamed and chosen is there after a restart', async ({ stemma }) => {
  const first = await stemma.start()
  await first.imports.drop([await chatGptZip(stemma.folder)])
  await first.imports.expectDone('2 conversations imported successfully')
  await first.library.open(moonTitle)
  await first.reader.nextVersion('gravity, in short').click()
  await expect(first.reader.message('tidal locking')).toBeVisible()
  await first.library.rename(moonTitle, 'My Moon')
  await expect(first.library.row('My Moon')).toBeVisible()
  await first.electron.close()

  const second = await stemma.start()
  await second.library.open('My Moon')
  await expect(second.reader.message('tidal locking')).toBeVisible()
  await expect(second.reader.version('tidal locking')).toHaveAccessibleName('Version 2 of 3')
})
