import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chatGptZip, libreChatFile, moonTitle, osloTitle, secretsFile } from './fixtures/exports.ts'
import { findViolations } from './find-violations.ts'
import { expect, test } from './launch.ts'
import { openInBrowser } from './open-in-browser.ts'

const run = promisify(execFile)

/** All of them, whenever the tests run. */
const allTime = ['2000-01-01', '2040-12-31'] as const

test.describe('with conversations in the library', () => {
  test.use({ imported: [chatGptZip, libreChatFile] })

  test.beforeEach(async ({ app }) => {
    await app.htmlArchives.open()
  })

  test('a person exports an assistant’s conversations, opens, downloads and deletes the file', async ({
    app,
    stemma,
  }) => {
    const { htmlArchives } = app
    expect(await findViolations(app.window), 'form').toEqual([])
    await htmlArchives.chooseAssistant('ChatGPT')
    await htmlArchives.chooseDates(...allTime)
    await expect(htmlArchives.panel.getByRole('status')).toContainText('2 conversations')
    await htmlArchives.start()
    const [row] = await htmlArchives.rows.all()
    await expect(row ?? htmlArchives.rows).toContainText(/conversations_chatgpt_\d{8}-\d{6}\.html/)
    await expect(row ?? htmlArchives.rows).toContainText('ChatGPT')
    await expect(row ?? htmlArchives.rows).toContainText(/until \d/)
    expect(await findViolations(app.window), 'list').toEqual([])

    const opened = await htmlArchives.openFirst()
    expect(basename(opened)).toMatch(/^conversations_chatgpt_/)
    const copy = join(stemma.folder, 'copy.html')
    await htmlArchives.download(copy)
    expect(await readFile(copy, 'utf8')).toBe(await readFile(opened, 'utf8'))

    await htmlArchives.deleteFirst()
    await expect(htmlArchives.rows).toHaveCount(0)
    await expect(htmlArchives.panel).toContainText('No exports yet')
    await expect(htmlArchives.panel.getByRole('button', { name: 'Refresh' })).toBeFocused()
    expect(existsSync(opened)).toBe(false)
    expect(existsSync(copy)).toBe(true)
  })

  test('days beyond a year, and a period without conversations, are refused where they are entered', async ({
    app,
  }) => {
    const { htmlArchives } = app
    await htmlArchives.days.fill('366')
    await expect(htmlArchives.panel).toContainText('Enter a whole number of days from 1 to 365.')
    await expect(htmlArchives.startButton).toBeDisabled()
    await htmlArchives.chooseDates('2001-01-01', '2001-01-31')
    await expect(htmlArchives.panel).toContainText('No conversations in that period.')
    await expect(htmlArchives.startButton).toBeDisabled()
  })

  test('a limit that would delete exports asks first', async ({ app }) => {
    const { htmlArchives } = app
    await htmlArchives.chooseDates(...allTime)
    for (let count = 0; count < 6; count++) await htmlArchives.start()
    const limit = htmlArchives.panel.getByRole('combobox', { name: 'How many exports are kept' })
    await limit.click()
    await app.window.getByRole('option', { name: 'the newest 5', exact: true }).click()
    const question = app.window.getByRole('alertdialog', { name: 'Delete 1 export now?' })
    await question.getByRole('button', { name: 'Leave the limits as they are' }).click()
    await expect(htmlArchives.rows).toHaveCount(6)
    await limit.click()
    await app.window.getByRole('option', { name: 'the newest 5', exact: true }).click()
    await question.getByRole('button', { name: 'Delete them' }).click()
    await expect(htmlArchives.rows).toHaveCount(5)
    await expect(htmlArchives.panel).toContainText('will be deleted for it')
    await expect(htmlArchives.panel).toContainText('1 export deleted by your limits lately')
  })

  test('the page reads, searches and prints without a network, and everyone can read it', async ({
    app,
    stemma,
  }) => {
    const { htmlArchives } = app
    await htmlArchives.chooseDates(...allTime)
    await htmlArchives.start()
    const path = join(stemma.folder, 'archive.html')
    await htmlArchives.download(path)

    const opened = await openInBrowser(path, { javaScript: true })
    const { page } = opened
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('All conversations')
    const moon = page
      .locator('article.conversation')
      .filter({ has: page.getByRole('heading', { name: moonTitle }) })
    await expect(moon.getByText('It is gravity, in short.')).toBeVisible()
    // Another answer waits behind its mark.
    await expect(moon.getByText('perigee')).toBeHidden()
    await moon.getByText(/other versions? of message/).click()
    await expect(moon.getByText('perigee')).toBeVisible()
    expect(await findViolations(page), 'light').toEqual([])
    await page.getByLabel('Theme').selectOption('dark')
    expect(await findViolations(page), 'dark').toEqual([])

    await page.getByRole('searchbox', { name: 'Search all messages' }).fill('"low water" harbour -perigee')
    await expect(page.locator('#hits')).toHaveText('1 message')
    await page.keyboard.press('Enter')
    await expect(page.locator('.turn.is-hit')).toContainText('low water')
    await expect(page.getByRole('heading', { name: osloTitle })).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: osloTitle })).toBeVisible()

    await page.getByLabel('Order').selectOption('title')
    const titles = await page.locator('#entries li a').allTextContents()
    expect(titles).toEqual(titles.toSorted((a, b) => a.localeCompare(b)))
    expect(await opened.requests()).toEqual([])
    await opened.close()
  })

  test('a page a month: the index leads to each, they come as one ZIP, and nothing is asked of a network', async ({
    app,
    stemma,
  }) => {
    const { htmlArchives } = app
    await htmlArchives.chooseDates(...allTime)
    await htmlArchives.panel.getByText('A page a month, with an index page').click()
    await htmlArchives.start()
    await expect(htmlArchives.rows).toContainText(/\d pages/)
    expect(await findViolations(app.window), 'list').toEqual([])
    const index = await htmlArchives.openFirst()
    const zip = join(stemma.folder, 'archive.zip')
    await htmlArchives.download(zip)
    const { stdout: names } = await run('unzip', ['-Z1', zip])
    expect(names.trim().split('\n').toSorted()).toEqual((await readdir(dirname(index))).toSorted())

    const unpacked = join(stemma.folder, 'unpacked')
    await run('unzip', ['-q', zip, '-d', unpacked])
    for (const javaScript of [true, false]) {
      const opened = await openInBrowser(join(unpacked, basename(index)), { javaScript })
      const { page } = opened
      if (javaScript) {
        expect(await findViolations(page), 'index, light').toEqual([])
        await page.getByRole('searchbox', { name: 'Search the titles' }).fill(moonTitle)
        await expect(page.locator('#hits')).toHaveText('1 title')
        await page.getByLabel('Theme').selectOption('dark')
        expect(await findViolations(page), 'index, dark').toEqual([])
      }
      await page.locator('#entries').getByRole('link', { name: moonTitle }).click()
      const moon = page
        .locator('article.conversation')
        .filter({ has: page.getByRole('heading', { name: moonTitle }) })
      await expect(moon.getByText('It is gravity, in short.')).toBeVisible()
      if (javaScript) expect(await findViolations(page), 'month').toEqual([])
      const ofMonth = page.url().split('#')[0]
      await page.getByRole('link', { name: 'All months' }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('All conversations')
      // What is asked for beside the index is the page of the month, from the disk.
      expect((await opened.requests()).map((url) => url.split('#')[0])).toEqual([ofMonth])
      await opened.close()
    }

    await htmlArchives.deleteFirst()
    await expect(htmlArchives.rows).toHaveCount(0)
    expect(await readdir(dirname(index))).toEqual([])
  })

  for (const javaScript of [true, false]) {
    test(`paper holds everything, branches and folded parts too, with JavaScript ${javaScript ? 'on' : 'off'}`, async ({
      app,
      stemma,
    }) => {
      const { htmlArchives } = app
      await htmlArchives.chooseDates(...allTime)
      await htmlArchives.start()
      const path = join(stemma.folder, 'archive.html')
      await htmlArchives.download(path)
      const opened = await openInBrowser(path, { javaScript })
      for (const pageSize of ['A4', 'Letter'] as const) {
        const pdf = join(stemma.folder, `${pageSize}.pdf`)
        await writeFile(pdf, await opened.printed(pageSize))
        const { stdout: text } = await run('pdftotext', ['-layout', pdf, '-'])
        for (const words of [
          'All conversations',
          'It is gravity, in short.',
          'perigee',
          'low water',
          osloTitle,
        ]) {
          expect(text).toContain(words)
        }
        const { stdout: facts } = await run('pdfinfo', [pdf])
        expect(facts).toMatch(
          pageSize === 'A4' ? /Page size: +59[45]\.\d+ x 84[12]/ : /Page size: +612 x 792/,
        )
      }
      expect(await opened.requests()).toEqual([])
      await opened.close()
    })
  }

  test('what is sensitive is shown before an archive is written, leads to its message, and can be taken out', async ({
    app,
    stemma,
  }) => {
    const { htmlArchives, window } = app
    await app.imports.drop([await secretsFile(stemma.folder)])
    await app.imports.expectDone('Conversation imported successfully')
    await htmlArchives.open()
    await htmlArchives.chooseDates(...allTime)
    await htmlArchives.startButton.click()
    const { findings } = htmlArchives
    await expect(findings).toContainText('harbour.master@example.com')
    expect(await findViolations(window), 'findings').toEqual([])
    await findings.getByText('Show', { exact: true }).first().click()
    await expect(app.reader.message('harbour.master@example.com')).toBeVisible()
    await app.library.toastButton('Back to the export').click()
    await findings.getByRole('button', { name: 'Redact and export' }).click()
    await expect(htmlArchives.rows).toHaveCount(1)
    const path = join(stemma.folder, 'redacted.html')
    await htmlArchives.download(path)
    const html = await readFile(path, 'utf8')
    expect(html).toContain('‹email removed›')
    expect(html).not.toMatch(/harbour\.master|7946|sk-proj|4111/)
    expect(html).toContain('without sensitive data')
  })

  test('an archive with its data brings the conversations into another library', async ({ app, stemma }) => {
    const { htmlArchives } = app
    await htmlArchives.chooseDates(...allTime)
    await htmlArchives.panel.getByRole('checkbox', { name: /Include data/ }).check()
    await htmlArchives.start()
    const path = join(stemma.folder, 'archive.html')
    await htmlArchives.download(path)
    await app.imports.drop([path])
    await app.imports.expectDone(/Nothing new/)
  })
})

test('an empty library says what to do instead', async ({ app }) => {
  await app.htmlArchives.open()
  await expect(app.htmlArchives.panel).toContainText('There are no conversations to export yet.')
  await expect(app.htmlArchives.panel.getByRole('button', { name: 'Import conversations…' })).toBeVisible()
})
