import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

const tidesTitle = 'Simulating tides in Python'

test('of three conversations in two files only the two that were picked come in', async ({ app, stemma }) => {
  await app.imports.drop([await chatGptZip(stemma.folder), await libreChatFile(stemma.folder)])
  await expect(app.imports.pickable(moonTitle)).toBeChecked()
  await expect(app.imports.preview).toContainText('3 of 3 conversations picked')
  await expect(app.imports.preview).toContainText('Corrupted entry')
  await app.imports.pickable(osloTitle).uncheck()
  await app.imports.preview.getByRole('button', { name: 'Import 2' }).click()

  await app.imports.expectDone('2 conversations imported successfully')
  await expect(app.library.row(moonTitle)).toBeVisible()
  await expect(app.library.row(tidesTitle)).toBeVisible()
  await expect(app.library.row(osloTitle)).toHaveCount(0)

  // Both files are an import each, and came in one drop.
  await expect(app.library.place('Just imported')).toHaveText('Just imported 2')
  await app.window
    .getByRole('region', { name: 'Notifications' })
    .getByRole('button', { name: 'Show' })
    .click()
  await expect(app.library.place('Just imported')).toHaveAttribute('aria-current', 'page')
  await expect(app.library.row(moonTitle)).toBeVisible()
  await expect(app.library.row(tidesTitle)).toBeVisible()
})

test('the preview says why a file was taken for what it is, and reads it as something else when told', async ({
  app,
  stemma,
}) => {
  await app.imports.drop([await chatGptZip(stemma.folder), await libreChatFile(stemma.folder)])
  const format = app.imports.preview.getByRole('combobox', { name: 'Format of tides.json' })
  await expect(format).toHaveText('LibreChat')
  await expect(app.imports.preview.getByRole('listitem').filter({ hasText: 'tides.json' })).toContainText(
    'because',
  )
  await format.click()
  await app.window.getByRole('option', { name: 'Claude', exact: true }).click()
  await expect(format).toHaveText('Claude')
  await expect(app.imports.pickable(moonTitle)).toBeChecked()
  await expect(app.imports.pickable(tidesTitle)).toHaveCount(0)
  await format.click()
  await app.window.getByRole('option', { name: 'As recognised' }).click()
  await expect(app.imports.pickable(tidesTitle)).toBeChecked()
})

test('a preview is filtered and picked by keys, and leaving it leaves the archive empty', async ({
  app,
  stemma,
}) => {
  await mkdir(join(stemma.folder, 'exports'))
  await chatGptZip(join(stemma.folder, 'exports'))
  await app.imports.drop([join(stemma.folder, 'exports')])
  await app.imports.preview.getByRole('searchbox', { name: 'Filter by title' }).fill('moon')
  await expect(app.imports.pickable(osloTitle)).toHaveCount(0)
  await app.imports.preview.getByRole('grid').focus()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Space')
  await expect(app.imports.pickable(moonTitle)).not.toBeChecked()
  await expect(app.imports.preview).toContainText('1 of 2 conversations picked')

  await app.window.keyboard.press('Escape')
  await expect(app.imports.preview).toHaveCount(0)
  await expect(app.window.getByRole('contentinfo')).toContainText('0 conversations')
})

test('conversations that are here already are shown as unchanged and cannot be picked', async ({
  app,
  stemma,
}) => {
  const files = [await chatGptZip(stemma.folder), await libreChatFile(stemma.folder)]
  await app.imports.dropAndImport(files)
  await app.imports.expectDone('3 conversations imported successfully')
  await app.imports.drop(files)
  await expect(app.imports.preview).toContainText('Nothing here is new to the archive')
  await expect(app.imports.preview.getByRole('button', { name: 'Unchanged 3' })).toBeVisible()
  await expect(app.imports.importButton).toBeDisabled()
})

test('undo from the report asks once, takes the conversations away and says so', async ({ app, stemma }) => {
  await app.imports.drop([await libreChatFile(stemma.folder)])
  await app.imports.expectDone('Conversation imported successfully')
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.library.place('Just imported').click()
  await expect(app.library.row(tidesTitle)).toHaveCount(0)
  await app.imports.openReport('chatgpt-export.zip')
  await app.imports.panel.getByRole('button', { name: 'Undo this import' }).click()
  await expect(app.imports.question).toContainText('2 conversations with 9 messages in them')
  await app.imports.question.getByRole('button', { name: 'Undo import' }).click()

  await app.imports.expectDone(/Import undone: 2 conversations and 9 messages removed/)
  await expect(app.imports.panel.getByRole('heading', { level: 1 })).toHaveText('Import undone')
  await expect(app.imports.panel.getByRole('button', { name: 'Undo this import' })).toHaveCount(0)
  await app.imports.panel.getByRole('button', { name: 'All imports' }).click()
  const line = app.imports.panel.getByRole('row').filter({ hasText: 'chatgpt-export.zip' })
  await expect(line).toContainText('Undone')

  const views = app.window.getByRole('navigation', { name: 'Views' })
  await views.getByRole('button', { name: 'Library' }).click()
  await expect(app.library.row(tidesTitle)).toBeVisible()
  await expect(app.library.row(moonTitle)).toHaveCount(0)
})

test('undo from the toast sends a small file back at once, and the library shows no trace of it', async ({
  app,
  stemma,
}) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.imports.drop([await libreChatFile(stemma.folder)])
  await app.imports.expectDone('Conversation imported successfully')
  await app.library.open(tidesTitle)
  const toast = app.window.getByRole('status').filter({ hasText: 'Conversation imported successfully' })
  await toast.getByRole('button', { name: 'Undo' }).click()

  await app.imports.expectDone(/Import undone: 1 conversation and 3 messages removed/)
  await expect(app.library.row(moonTitle)).toBeVisible()
  await expect(app.library.row(tidesTitle)).toHaveCount(0)
  await expect(app.window.getByText('This conversation is no longer in the archive')).toBeVisible()
})

test('a report is saved as JSON and as CSV, and tells the hash of its file', async ({ app, stemma }) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.imports.openReport('chatgpt-export.zip')
  await expect(app.imports.panel).toContainText(/SHA-256 [0-9a-f]{4}…[0-9a-f]{4}/)
  const json = join(stemma.folder, 'report.json')
  const csv = join(stemma.folder, 'report.csv')
  await app.imports.saveReport('JSON', json)
  await expect.poll(() => readFile(json, 'utf8')).toContain('chatgpt-export.zip')
  await app.imports.saveReport('CSV', csv)
  await expect.poll(() => readFile(csv, 'utf8').catch(() => '')).toContain(moonTitle)
})
