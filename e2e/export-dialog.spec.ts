import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import JSZip from 'jszip'
import { findViolations } from './find-violations.ts'
import {
  chatGptZip,
  ferryTitle,
  libreChatFile,
  longChatGptFile,
  moonTitle,
  osloTitle,
  secretsFile,
} from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

test.use({ imported: [chatGptZip, libreChatFile, secretsFile] })

test('a conversation is exported by keys alone: name, format, option, Enter', async ({ app, stemma }) => {
  const { window, exports } = app
  const path = join(stemma.folder, 'named.txt')
  await app.library.open(moonTitle)
  await exports.answerWith(path)
  await exports.open()
  await expect(exports.fileName).toBeFocused()
  await window.keyboard.type('a/b')
  await expect(exports.dialog).toContainText('A file name cannot hold /')
  await window.keyboard.press('Tab')
  await expect(exports.format('Markdown')).toBeFocused()
  await window.keyboard.press('ArrowLeft')
  await expect(exports.format('Text')).toBeChecked()
  await window.keyboard.press('Tab')
  await expect(exports.option('Include endpoint options')).toBeFocused()
  await window.keyboard.press('Space')
  await expect(exports.option('Include endpoint options')).not.toBeChecked()
  await window.keyboard.press('Enter')
  await exports.expectDone('Exported named.txt')
  await expect(exports.dialog).toHaveCount(0)
  expect(await readFile(path, 'utf8')).toContain('Why does the Moon always show us the same side?')
})

test('what a format cannot do is shown, cannot be chosen, and says so', async ({ app }) => {
  const { exports } = app
  await app.library.open(moonTitle)
  await exports.open()
  await exports.format('PNG').check()
  await expect(exports.option('Export all message branches')).toBeDisabled()
  await expect(exports.dialog.getByText('Not supported')).toHaveCount(3)
  await exports.format('JSON').check()
  await expect(exports.option('Export all message branches')).toBeChecked()
  await expect(exports.dialog.getByText('Not supported')).toHaveCount(0)
})

test('the preview follows the choices: a text, what a format loses, the picture itself', async ({ app }) => {
  const { exports } = app
  await app.library.open(moonTitle)
  await exports.open()
  await expect(exports.preview).not.toContainText('low water')
  await exports.option('Export all message branches').check()
  await expect(exports.preview).toContainText('low water')
  await expect(exports.dialog.getByRole('heading', { name: /about [\d.]+ (KB|bytes)/ })).toBeVisible()
  await exports.format('DTI').check()
  await expect(exports.dialog).toContainText('has no place for')
  await exports.format('PNG').check()
  const picture = exports.preview.getByRole('img', { name: 'The beginning of the PNG, as it will look' })
  await expect(picture).toBeVisible()
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(800)
})

test('the preview of HTML is the page itself, with its branches if those are wanted, and its source on request', async ({
  app,
}) => {
  const { exports } = app
  await app.library.open(moonTitle)
  await exports.open()
  await exports.format('HTML').check()
  const page = exports.previewedPage
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(moonTitle)
  // Its own style sheet is let through, and only that one.
  await expect(page.locator('.turn').first()).toHaveCSS('font-size', '16px')
  await expect(page.locator('body')).not.toContainText('low water')
  expect(await findViolations(app.window)).toEqual([])
  await exports.option('Export all message branches').check()
  await expect(page.locator('body')).toContainText('low water')
  await exports.dialog.getByRole('radio', { name: 'Source' }).check()
  await expect(exports.preview).toContainText('<!doctype html>')
  await exports.format('Markdown').check()
  await expect(exports.dialog.getByRole('radio', { name: 'Source' })).toHaveCount(0)
})

test('how large a picture and a PDF become is known before they are written', async ({ app, stemma }) => {
  const { exports } = app
  await app.imports.drop([await longChatGptFile(stemma.folder, 60)])
  await app.imports.expectDone('Conversation imported successfully')
  await app.library.open('A long talk of 60')
  for (const [name, format] of [
    ['PNG', 'png'],
    ['PDF', 'pdf'],
  ] as const) {
    const path = join(stemma.folder, `long.${format}`)
    await exports.answerWith(path)
    await exports.open()
    await exports.format(name).check()
    const estimate = await exports.estimate()
    await exports.submit.click()
    await exports.expectDone(new RegExp(`^Exported .*${format}`))
    const written = (await readdir(stemma.folder)).filter((file) => /^long(-\d+)?\./.test(file))
    const sizes = await Promise.all(
      written.filter((file) => file.endsWith(format)).map((file) => stat(join(stemma.folder, file))),
    )
    const size = sizes.reduce((sum, one) => sum + one.size, 0)
    expect(estimate / size, `${estimate} for ${size} bytes of ${name}`).toBeGreaterThan(0.75)
    expect(estimate / size, `${estimate} for ${size} bytes of ${name}`).toBeLessThan(1.33)
  }
})

test('what is sensitive is shown before anything is written, leads to its message, and can be taken out', async ({
  app,
  stemma,
}) => {
  const { window, exports } = app
  const path = join(stemma.folder, 'ferry.md')
  await app.library.open(ferryTitle)
  await exports.answerWith(path)
  await exports.open()
  await expect(exports.dialog).toContainText(
    '1 key or token, 1 card number, 1 e-mail address and 1 phone number found',
  )
  await window.keyboard.press('Enter')
  await expect(exports.findings).toContainText('harbour.master@example.com')
  expect(await findViolations(window), 'review').toEqual([])
  expect(await readdir(stemma.folder)).not.toContain('ferry.md')

  await exports.findings.getByRole('button', { name: 'Show 4111 1111 1111 1111 in the conversation' }).click()
  await expect(exports.dialog).toHaveCount(0)
  await expect(app.reader.message('4111 1111 1111 1111')).toBeInViewport()
  await app.library.toastButton('Back to the export').click()
  await exports.dialog.getByRole('button', { name: 'Redact and export' }).click()
  await exports.expectDone('Exported ferry.md')
  const text = await readFile(path, 'utf8')
  expect(text).toContain('Please write to ‹email removed› or call ‹phone removed›')
  expect(text).not.toMatch(/harbour\.master|7946|sk-proj|4111/)
})

test('everything that was found goes into one ZIP, each file named by the template', async ({
  app,
  stemma,
}) => {
  const { exports, window } = app
  const path = join(stemma.folder, 'found.zip')
  await app.library.search('oslo OR moon')
  await exports.answerWith(path)
  await window.getByRole('button', { name: 'Export what was found…' }).click()
  await expect(exports.dialog).toContainText('Export 2 conversations · Found by “oslo OR moon”')
  await exports.choice('One ZIP').check()
  await exports.template.fill('{source} - {title}')
  await expect(exports.dialog).toContainText(/For example: chatgpt - .+\.md/)
  expect(await findViolations(window), 'several').toEqual([])
  await exports.submit.click()
  await exports.expectDone('Exported found.zip')
  const zip = await JSZip.loadAsync(await readFile(path))
  expect(Object.keys(zip.files).toSorted()).toEqual([
    `chatgpt - ${osloTitle}.md`,
    `chatgpt - ${moonTitle}.md`,
  ])
})

test('the whole list goes into a folder, and a report says what became of each', async ({ app, stemma }) => {
  const { exports, window } = app
  await exports.answerWith(stemma.folder)
  await exports.openForList()
  await expect(exports.dialog).toContainText('Export 4 conversations')
  await exports.format('DTI').check()
  await expect(exports.dialog.getByRole('heading', { name: /in all$/ })).toBeVisible()
  await exports.choice('Redact').check()
  await exports.submit.click()
  await exports.expectDone('Exported 4 files')
  // The import has left a “Show report” as well.
  await window.getByRole('button', { name: 'Report', exact: true }).click()
  const report = window.getByRole('dialog', { name: 'Export report' })
  await expect(report).toContainText('Sensitive data, taken out')
  await expect(report).toContainText('What the format had no place for')
  await expect(report.getByRole('term').filter({ hasText: 'written' }).locator('..')).toContainText('4')
  expect(await findViolations(window), 'report').toEqual([])
  const written = (await readdir(stemma.folder)).filter((name) => name.startsWith(ferryTitle))
  expect(await readFile(join(stemma.folder, written[0] ?? ''), 'utf8')).toContain('‹card removed›')
})

test('a PNG has no file for several conversations, and says so', async ({ app }) => {
  const { exports } = app
  await exports.openForList()
  await exports.choice('One file').check()
  await exports.format('PNG').check()
  await expect(exports.choice('One file')).toBeDisabled()
  await expect(exports.choice('A folder')).toBeChecked()
  await expect(exports.dialog).toContainText('One file: Not supported')
})

test('what was exported can be copied, as text or as picture, and dragged out', async ({ app, stemma }) => {
  const { electron, exports, window } = app
  await app.library.open(moonTitle)
  const text = join(stemma.folder, 'moon.md')
  await exports.exportTo(text, 'Markdown')
  const dragged = electron.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string | undefined>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        if (contents) contents.startDrag = (item) => resolve(item.file)
      }),
  )
  await app.library.toast('Exported moon.md').hover()
  await window.mouse.down()
  await window.mouse.move(400, 300, { steps: 5 })
  expect(await dragged).toBe(text)
  await window.mouse.up()

  await app.library.toastButton('Copy').click()
  await exports.expectDone('moon.md copied')
  const copied = (): Promise<string> => electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(await copied()).toBe(await readFile(text, 'utf8'))

  const picture = join(stemma.folder, 'moon.png')
  await exports.exportTo(picture, 'PNG')
  await app.library.toastButton('Copy').click()
  await exports.expectDone('moon.png copied')
  const formats = await electron.evaluate(({ clipboard }) =>
    Reflect.apply(Reflect.get(clipboard, 'availableFormats') as () => string[], clipboard, []),
  )
  expect(formats).toContain('image/png')
})

test('nothing but what this session exported is copied or dragged', async ({ app, stemma }) => {
  const refused = await app.window.evaluate(
    async (path) => {
      const bridge: { call: (name: string, input: object) => Promise<{ ok: boolean }> } = Reflect.get(
        window,
        'stemma',
      )
      const copied = await bridge.call('desktop.copyFile', { path })
      const dragged = await bridge.call('desktop.dragFiles', { paths: [path] })
      return [copied.ok, dragged.ok]
    },
    join(stemma.folder, 'ferry.json'),
  )
  expect(refused).toEqual([false, false])
})

test('the text itself can be copied instead of a file', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.exports.open()
  await expect(app.exports.preview).toContainText(moonTitle)
  await app.exports.dialog.getByRole('button', { name: 'Copy' }).click()
  await app.exports.expectDone('Markdown copied')
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain(`# ${moonTitle}`)
})

test('the dialog can be used by everyone, in light and dark, in a small window', async ({ app }) => {
  const { electron, exports, window } = app
  await app.library.open(moonTitle)
  for (const theme of ['light', 'dark']) {
    await electron.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source as 'light' | 'dark'
    }, theme)
    await exports.open()
    await expect(exports.preview).toBeVisible()
    expect(await findViolations(window), theme).toEqual([])
    await window.keyboard.press('Escape')
    await expect(exports.dialog).toHaveCount(0)
  }
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1000, 700))
  await exports.open()
  await exports.format('PNG').check()
  await expect(exports.submit).toBeInViewport({ ratio: 1 })
  await exports.option('Include hidden messages').scrollIntoViewIfNeeded()
  await expect(exports.option('Include hidden messages')).toBeInViewport({ ratio: 1 })
})
