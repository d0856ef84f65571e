import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptZip, libreChatFile, moonTitle } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

test('an export that arrives in the watched folder is offered, and comes in only when that is wanted', async ({
  stemma,
}) => {
  const downloads = join(stemma.folder, 'Heruntergeladen')
  await mkdir(join(stemma.folder, 'config'))
  await mkdir(downloads)
  await writeFile(
    join(stemma.folder, 'config', 'user-dirs.dirs'),
    `# As xdg-user-dirs writes it.\nXDG_DOWNLOAD_DIR="${downloads}"\n`,
  )
  const { window, imports, library } = await stemma.start()
  const views = window.getByRole('navigation', { name: 'Views' })
  await views.getByRole('button', { name: 'Settings' }).click()
  const settings = window.getByRole('main', { name: 'Settings' })
  await expect(settings).toContainText(downloads)
  await settings.getByRole('radiogroup', { name: 'Look for new exports' }).getByText('On').click()

  // Written elsewhere and moved there, as browsers do once a download is whole.
  await rename(await chatGptZip(stemma.folder), join(downloads, 'chatgpt.zip'))
  await rename(await libreChatFile(stemma.folder), join(downloads, 'tides.json'))
  await expect(window.getByText(/new exports? in the watched folder|New export from/).first()).toBeVisible()
  await imports.open()
  const found = imports.panel.getByRole('region', { name: 'Found in Heruntergeladen' })
  await expect(found.getByRole('listitem')).toHaveCount(2)
  await expect(window.getByRole('contentinfo')).toContainText('0 conversations')

  await found.getByRole('button', { name: 'Dismiss tides.json' }).click()
  await expect(found.getByRole('listitem')).toHaveCount(1)
  await found.getByRole('button', { name: 'Import chatgpt.zip' }).click()
  await imports.expectDone('2 conversations imported successfully')
  await imports.panel.getByRole('button', { name: 'All imports' }).click()
  await expect(found).toHaveCount(0)
  await views.getByRole('button', { name: 'Library' }).click()
  await expect(library.row(moonTitle)).toBeVisible()
})
