/** The pictures of README, each in light and dark, taken of the real app with a small library. */
import { join, resolve } from 'node:path'
import { libraryZip, libreChatFile, moonTitle } from '../fixtures/exports.ts'
import { expect, test } from '../launch.ts'

const folder = resolve(import.meta.dirname, '../../resources/screenshots')

for (const theme of ['Light', 'Dark'] as const) {
  test(`screens in ${theme.toLowerCase()}`, async ({ app, stemma }) => {
    const take = async (name: string): Promise<void> => {
      await app.window.mouse.move(1, 1)
      await app.window.screenshot({
        path: join(folder, `${name}-${theme.toLowerCase()}.png`),
        animations: 'disabled',
      })
    }
    const view = (name: string) =>
      app.window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name })
    const toasts = app.window.getByRole('region', { name: 'Notifications' }).getByRole('button')

    await view('Settings').click()
    await app.window.getByRole('radio', { name: theme }).click()
    await view('Library').click()
    await app.imports.drop([await libreChatFile(stemma.folder)])
    await app.imports.expectDone('Conversation imported successfully')
    await app.imports.drop([await libraryZip(stemma.folder)])
    await app.imports.expectDone('12 conversations imported successfully')

    await app.imports.open()
    await app.imports.panel.getByText('chatgpt-export-2026-11.zip').first().click()
    await expect(app.imports.panel).toContainText('Corrupted entry')
    await take('import-report')
    await expect(toasts).toHaveCount(0, { timeout: 20_000 })

    await view('Library').click()
    await app.library.place('All conversations').click()
    await app.library.open(moonTitle)
    await expect(app.reader.message('tidal locking')).toBeVisible()
    await take('viewer')

    await app.library.search('tidal')
    await expect(app.library.hit('tidal')).toBeVisible()
    await expect(app.search.facet(/^ChatGPT/)).toBeVisible()
    await app.library.hit('tidal').click()
    await expect(app.reader.message('tidal locking')).toBeInViewport()
    await take('library')

    await app.exports.open()
    await expect(app.exports.preview).toContainText('tidal')
    await take('export')
  })
}
