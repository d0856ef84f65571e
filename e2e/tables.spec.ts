import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { findViolations } from './find-violations.ts'
import { tableTitle, wideTableFile } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'
import { openInBrowser } from './open-in-browser.ts'

test.use({ imported: [wideTableFile] })

/** A table's own box: how far it can be scrolled, how far it is, and how wide its columns are. */
async function boxOf(table: Locator) {
  return await table.evaluate((element) => {
    const box = element.closest('.table') ?? element
    const cells = [...element.querySelectorAll('tbody tr:first-child td')]
    return {
      hidden: box.scrollWidth - box.clientWidth,
      scrolled: box.scrollLeft,
      columns: cells.map((cell) => cell.getBoundingClientRect().width),
    }
  })
}

test('a table that is wider than the reader keeps readable columns and is scrolled by keys, also at 200 %', async ({
  app,
}) => {
  await app.library.open(tableTitle)
  const answer = app.reader.message('resonance')
  const [wide, small] = [answer.getByRole('table').first(), answer.getByRole('table').last()]
  for (const zoom of [1, 2]) {
    await app.electron.evaluate(({ BrowserWindow }, factor) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(factor)
    }, zoom)
    await expect.poll(async () => (await boxOf(wide)).hidden).toBeGreaterThan(0)
    // The panes take their new widths one after the other.
    await app.reader.comeToRest()
    expect(Math.max(...(await boxOf(wide)).columns)).toBeGreaterThanOrEqual(200)
    expect((await boxOf(small)).hidden).toBe(0)
    const feed = await app.reader.feed.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
    expect(feed, 'the reader itself stays where it is').toBe(0)
  }

  await wide.evaluate((table) => table.closest<HTMLElement>('.table')?.focus())
  await app.window.keyboard.press('ArrowRight')
  await expect.poll(async () => (await boxOf(wide)).scrolled).toBeGreaterThan(0)
  await expect(app.reader.message('Another answer')).toHaveCount(0)
  expect(await findViolations(app.window)).toEqual([])
})

test('an exported page keeps the columns of a wide table too, and prints all of them', async ({
  app,
  stemma,
}) => {
  await app.library.open(tableTitle)
  await app.exports.open()
  await app.exports.format('HTML').check()
  const preview = app.exports.previewedPage
  await preview.getByRole('link', { name: 'Mars' }).click()
  await expect(preview.getByRole('link', { name: 'Mars' }), 'a link leads nowhere').toBeVisible()
  await app.exports.dialog.getByRole('button', { name: 'Cancel' }).click()
  const path = join(stemma.folder, 'tables.html')
  await app.exports.exportTo(path, 'HTML')
  const opened = await openInBrowser(path, { javaScript: true })
  const wide = opened.page.getByRole('table').first()
  await opened.page.setViewportSize({ width: 700, height: 800 })
  const box = await boxOf(wide)
  expect(box.hidden).toBeGreaterThan(0)
  expect(Math.max(...box.columns)).toBeGreaterThanOrEqual(200)
  const overflow = (): Promise<number> =>
    opened.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await overflow()).toBe(0)
  await opened.page.emulateMedia({ media: 'print' })
  expect((await boxOf(wide)).hidden).toBe(0)
  expect(await overflow()).toBe(0)
  await opened.close()
})
