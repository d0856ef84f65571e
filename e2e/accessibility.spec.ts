import { chatGptZip, libreChatFile, moonTitle } from './fixtures/exports.ts'
import { findViolations as violations } from './find-violations.ts'
import { expect, test, type RunningApp } from './launch.ts'

async function chooseTheme(app: RunningApp, theme: 'Light' | 'Dark'): Promise<void> {
  await app.window
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Settings' })
    .click()
  await app.window.getByRole('radio', { name: theme }).click()
  await expect(app.window.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
}

for (const theme of ['Light', 'Dark'] as const) {
  test(`every screen can be read and operated by everyone, in ${theme.toLowerCase()}`, async ({
    app,
    stemma,
  }) => {
    expect(await violations(app.window), 'empty library').toEqual([])
    await chooseTheme(app, theme)
    await app.imports.drop([await chatGptZip(stemma.folder), await libreChatFile(stemma.folder)])
    await expect(app.imports.pickable(moonTitle)).toBeChecked()
    expect(await violations(app.window), 'preview').toEqual([])
    await app.imports.importButton.click()
    await app.imports.expectDone('3 conversations imported successfully')
    expect(await violations(app.window), 'settings').toEqual([])

    await app.imports.open()
    expect(await violations(app.window), 'imports').toEqual([])
    await app.imports.panel.getByText('chatgpt-export.zip').first().click()
    await expect(app.imports.panel).toContainText('Corrupted entry')
    expect(await violations(app.window), 'report').toEqual([])
    await app.imports.panel.getByRole('button', { name: 'Undo this import' }).click()
    await expect(app.imports.question).toBeVisible()
    expect(await violations(app.window), 'question before an undo').toEqual([])
    await app.window.keyboard.press('Escape')
    await expect(app.imports.question).toHaveCount(0)

    await app.window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Library' })
      .click()
    await app.library.open(moonTitle)
    await app.reader.nextVersion('gravity, in short').click()
    await expect(app.reader.message('tidal locking')).toBeVisible()
    expect(await violations(app.window), 'reader').toEqual([])

    await app.reader.chooseOn('tidal locking', 'Compare its versions…')
    await expect(app.reader.comparison.getByRole('insertion').first()).toBeVisible()
    await app.window.keyboard.press('n')
    expect(await violations(app.window), 'two branches compared').toEqual([])
    await app.window.keyboard.press('Escape')
    await expect(app.reader.comparison).toHaveCount(0)

    await app.reader.chooseOn('tidal locking', 'Show as received…')
    const record = app.reader.record('Message as received')
    await record.getByRole('searchbox').fill('locking')
    await expect(record.getByRole('status')).toHaveText(/^1 of/)
    expect(await violations(app.window), 'a message as received').toEqual([])
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('Escape')
    await expect(record).toHaveCount(0)

    await app.library.search('harbour')
    await expect(app.library.hit('harbour')).toBeVisible()
    expect(await violations(app.window), 'search').toEqual([])

    await app.window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Insights' })
      .click()
    const insights = app.window.getByRole('main', { name: 'Insights' })
    await expect(insights.getByRole('region', { name: /^Models/ })).toContainText('gpt-5')
    for (const table of await insights.getByText('As a table').all()) await table.click()
    expect(await violations(app.window), 'insights').toEqual([])
    await insights.getByRole('tab', { name: 'Activity log' }).click()
    await expect(insights.getByRole('row', { name: /Imported/ })).toBeVisible()
    expect(await violations(app.window), 'activity log').toEqual([])
    await app.window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Library' })
      .click()
    await app.exports.open()
    expect(await violations(app.window), 'export').toEqual([])
  })
}

test('at 200 % the title of a conversation and all that can be done to it stay in sight', async ({
  app,
  stemma,
}) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.library.open(moonTitle)
  await app.electron.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.setContentSize(1280, 800)
    window?.webContents.setZoomFactor(2)
  })
  await expect.poll(() => app.window.evaluate(() => innerWidth)).toBe(640)
  await expect(app.reader.title).toBeInViewport({ ratio: 1 })
  for (const button of await app.reader.head.getByRole('button').all()) {
    await expect(button).toBeInViewport({ ratio: 1 })
  }
  expect(await violations(app.window), 'library at 200 %').toEqual([])
})

test('the whole way from import to export goes by keyboard alone', async ({ app, stemma }) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  const { keyboard } = app.window
  await app.library.list.focus()
  await keyboard.press('Home')
  await keyboard.press('Enter')
  await expect(app.reader.title).toHaveText(moonTitle)
  await app.reader.feed.focus()
  await keyboard.press('End')
  await expect(app.reader.message('gravity, in short')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(app.reader.message('tidal locking')).toBeVisible()
  await keyboard.press('ControlOrMeta+e')
  await expect(app.exports.fileName).toBeFocused()
  await keyboard.press('Tab')
  await expect(app.exports.format('Markdown')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(app.exports.format('Markdown')).not.toBeChecked()
  await keyboard.press('Escape')
  await expect(app.exports.dialog).toHaveCount(0)
})
