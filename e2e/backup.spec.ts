import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { findViolations } from './find-violations.ts'
import { expect, test } from './launch.ts'

test.use({ imported: [chatGptZip, libreChatFile] })

test.beforeEach(async ({ app }) => {
  await app.backups.open()
})

test('a person backs up the archive, checks the backup, and restores it into a new folder', async ({
  app,
  stemma,
}) => {
  const { backups } = app
  const path = join(stemma.folder, 'mine.zip')
  await backups.backUpTo(path)
  await expect(backups.panel).toContainText('Verified')
  await expect(backups.panel).toContainText('3 conversations')
  await expect(backups.panel).toContainText(path)
  expect(await findViolations(app.window), 'section').toEqual([])

  await backups.read(path, 'Verify…')
  await expect(backups.sheet).toContainText('Whole: every file is as it was')
  await expect(backups.sheet).toContainText('3 conversations')
  await backups.sheet.getByRole('button', { name: 'Close' }).click()

  const folder = join(stemma.folder, 'restored')
  await mkdir(folder)
  await backups.read(path, 'Restore…')
  expect(await findViolations(app.window), 'sheet').toEqual([])
  await backups.restoreInto(folder)
  expect(existsSync(join(folder, 'archive.sqlite'))).toBe(true)
  const started = await backups.restarts(() =>
    backups.notices.getByRole('button', { name: 'Open that archive' }).click(),
  )
  expect(started.slice(-2)).toEqual(['--archive', folder])
})

test('a damaged backup is named with what is damaged, and only what is whole of it can be taken in', async ({
  app,
  stemma,
}) => {
  const { backups } = app
  const path = join(stemma.folder, 'mine.zip')
  await backups.backUpTo(path)
  const bytes = await readFile(path)
  // Inside the database, which comes first.
  bytes[4000] = (bytes[4000] ?? 0) ^ 1
  await writeFile(path, bytes)
  await backups.read(path, 'Restore…')
  await expect(backups.sheet.getByRole('alert')).toContainText('archive.sqlite')
  await expect(backups.sheet.getByRole('radio', { name: /^Into a new folder/ })).toBeDisabled()
  await expect(backups.sheet.getByRole('radio', { name: /^Add to this archive/ })).toBeChecked()
})

test('a backup takes the place of the archive at the next start, after a typed confirmation', async ({
  app,
  stemma,
}) => {
  const { backups } = app
  const path = join(stemma.folder, 'mine.zip')
  await backups.backUpTo(path)
  await app.window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Library' }).click()
  await app.library.delete(moonTitle)
  await expect(app.library.row(moonTitle)).toBeHidden()
  await backups.open()
  await backups.read(path, 'Restore…')
  await backups.sheet.getByRole('radio', { name: /^In place of this archive/ }).check()
  const replace = backups.sheet.getByRole('button', { name: 'Replace this archive' })
  await expect(replace).toBeDisabled()
  await backups.sheet.getByLabel('Type “replace” to confirm').fill('replace')
  await replace.click()
  await expect(backups.panel).toContainText('waits to take this archive’s place')
  await app.electron.close()

  const again = await stemma.start()
  await expect(again.library.row(moonTitle)).toBeVisible()
  await expect(again.library.row(osloTitle)).toBeVisible()
  const aside = (await readdir(again.archive)).filter((name) => name.startsWith('replaced-'))
  expect(aside).toHaveLength(1)
  expect(existsSync(join(again.archive, aside[0] ?? '', 'archive.sqlite'))).toBe(true)
})

test('a plan backs up at once and says when it does so next', async ({ app, stemma }) => {
  const { backups } = app
  const folder = join(stemma.folder, 'backups')
  await mkdir(folder)
  await backups.backUpDailyTo(folder)
  await expect(backups.notices.getByText('Backup made and checked')).toBeVisible({ timeout: 30_000 })
  expect(await readdir(folder)).toEqual([expect.stringMatching(/^stemma-backup-.*\.zip$/)])
  await expect(backups.panel).toContainText(/Next: \d+ \w+ \d{4}/)
})

test('a backup that is dropped on the window is recognised and taken in like any export', async ({
  app,
  stemma,
}) => {
  const path = join(stemma.folder, 'mine.zip')
  await app.backups.backUpTo(path)
  await app.imports.drop([path])
  await app.imports.expectDone(/Nothing new/)
  await app.imports.open()
  await expect(app.imports.panel).toContainText('Stemma backup')
})
