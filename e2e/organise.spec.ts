import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { findViolations as violations } from './find-violations.ts'
import { expect, test } from './launch.ts'

test.use({ imported: [chatGptZip, libreChatFile] })

test('what is archived, marked and deleted has its places, and each step can be undone', async ({ app }) => {
  await app.library.act(osloTitle, 'Archive')
  await expect(app.library.row(osloTitle)).toHaveCount(0)
  await expect(app.library.place('Archived')).toHaveText('Archived 1')
  await app.library.act(moonTitle, 'Add to favorites')
  await expect(app.library.place('Favorites')).toHaveText('Favorites 1')

  await app.library.list.focus()
  await app.window.keyboard.press('ControlOrMeta+z')
  await expect(app.library.toast('Undone: Favorite')).toBeVisible()
  await expect(app.library.place('Favorites')).toHaveText('Favorites 0')
  await app.window.keyboard.press('ControlOrMeta+z')
  await expect(app.library.row(osloTitle)).toBeVisible()
  await app.window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(app.library.place('Archived')).toHaveText('Archived 1')

  await app.library.place('Archived').click()
  await app.library.act(osloTitle, 'Delete')
  await app.library.place('Trash').click()
  await app.library.act(osloTitle, 'Delete for good…')
  await app.organise.answer('Delete for good')
  await expect(app.library.toast('Deleted 1 conversation for good')).toBeVisible()
  await expect(app.library.place('Trash')).toHaveText('Trash 0')
})

test('many conversations get a tag at once; it is coloured, renamed, merged, deleted', async ({ app }) => {
  await app.library.list.focus()
  await app.window.keyboard.press('ControlOrMeta+a')
  await app.library.selectionBar.getByRole('button', { name: 'Tags…' }).click()
  await app.organise.tagField.fill('tides')
  await app.window.keyboard.press('Enter')
  await expect(app.organise.choice('tides')).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('Escape')
  await expect(app.library.place('tides')).toHaveText('tides 3')

  await app.library.open(moonTitle)
  await app.library.act(moonTitle, 'Tags…')
  await app.organise.tagField.fill('moon')
  await app.window.keyboard.press('Enter')
  await expect(app.organise.choice('moon')).toHaveAttribute('aria-selected', 'true')
  expect(await violations(app.window), 'tag picker').toEqual([])
  await app.window.keyboard.press('Escape')
  await app.library.place('moon').click()
  await expect(app.library.list.getByRole('option')).toHaveCount(1)

  await app.library.place('moon').focus()
  await app.window.keyboard.press('F2')
  await app.window.getByRole('textbox', { name: 'Name' }).fill('luna')
  await app.window.keyboard.press('Enter')
  await expect(app.library.place('luna')).toBeFocused()
  await app.library.place('luna').press('Shift+F10')
  await app.window.getByRole('menuitem', { name: 'Colour…' }).click()
  await app.window.getByRole('radio', { name: 'Purple' }).check()
  await app.window.getByRole('textbox', { name: 'Name' }).fill('tides')
  await app.window.getByRole('button', { name: 'Merge the two' }).click()
  await expect(app.library.place('luna')).toHaveCount(0)
  await expect(app.library.place('tides')).toHaveText('tides 3')

  await app.library.place('tides').press('Delete')
  await app.organise.answer('Delete tag')
  await expect(app.library.place('tides')).toHaveCount(0)
  await app.library.undo('Tag “tides” deleted')
  await expect(app.library.place('tides')).toHaveText('tides 3')
})

test('a title is changed in its place, suggested offline, and given back', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.reader.choose('Rename')
  await app.window.getByRole('textbox', { name: 'Title' }).fill('Locked')
  await app.window.keyboard.press('Enter')
  await expect(app.reader.title).toHaveText('Locked')
  await expect(app.reader.head).toContainText(`Original title: ${moonTitle}`)
  await app.reader.choose('Suggest title')
  await expect(app.reader.title).toContainText('Moon')
  await app.reader.head.getByRole('button', { name: 'Use it' }).click()
  await expect(app.reader.title).toHaveText(moonTitle)
})

test('a fork says how much it takes, and fork and original lead to each other', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.reader.nextVersion('gravity, in short').click()
  await app.reader.message('tidal locking').focus()
  await app.window.keyboard.press('Enter')
  await app.window.getByRole('menuitem', { name: 'Fork from here…' }).click()
  const dialog = app.window.getByRole('dialog', { name: 'Fork from this message' })
  await expect(dialog.getByRole('radio', { name: 'This branch only' })).toBeFocused()
  await app.window.keyboard.press('ArrowDown')
  await expect(dialog).toContainText('5 messages in the fork')
  await dialog.getByRole('checkbox', { name: 'Start fork here' }).check()
  await expect(dialog).toContainText('from this one down to the newest')
  expect(await violations(app.window), 'fork dialog').toEqual([])
  await dialog.getByRole('checkbox', { name: 'Start fork here' }).uncheck()
  await dialog.getByRole('radio', { name: 'This branch only' }).check()
  await dialog.getByRole('button', { name: 'Make fork' }).click()

  await expect(app.reader.title).toHaveText(`${moonTitle} (Fork)`)
  await app.reader.head.getByRole('button', { name: moonTitle, exact: true }).click()
  await expect(app.reader.title).toHaveText(moonTitle)
  await app.reader.head.getByRole('button', { name: `${moonTitle} (Fork)` }).click()
  await expect(app.reader.title).toHaveText(`${moonTitle} (Fork)`)
})

test('a message goes to the trash and comes back; notes stay with theirs', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.reader.chooseOn('Why does the Moon', 'Note…')
  await app.window.getByRole('textbox', { name: 'Note on this message' }).fill('Ask at the lecture')
  await app.window.keyboard.press('ControlOrMeta+Enter')
  await expect(app.reader.feed.getByRole('note', { name: 'Your note' })).toContainText('lecture')

  await app.reader.chooseOn('gravity, in short', 'Delete message')
  await expect(app.reader.message('gravity, in short')).toHaveCount(0)
  await app.library.place('Trash').click()
  await app.window.getByRole('radio', { name: /^Messages/ }).check({ force: true })
  const deleted = app.window.getByRole('list', { name: 'Messages and branches in the trash' })
  await expect(deleted).toContainText('gravity, in short')
  expect(await violations(app.window), 'messages in the trash').toEqual([])
  await deleted.getByRole('button', { name: 'Restore' }).click()
  await expect(deleted).toHaveCount(0)
  await app.reader.feed.getByText('Ask at the lecture').waitFor()
})

test('a collection is made of a selection, and loses what is taken out', async ({ app }) => {
  await app.library.act(osloTitle, 'Add to collection…')
  await app.window.getByRole('combobox', { name: 'Collections' }).fill('Travel')
  await app.window.keyboard.press('Enter')
  await expect(app.library.place('Travel')).toHaveText('Travel 1')
  await app.library.place('Travel').click()
  await app.library.act(osloTitle, 'Take out of this collection')
  await expect(app.window.getByText('This collection is empty.')).toBeVisible()
})

test('the insights lead to what they count, the log to what was done', async ({ app, stemma }) => {
  await app.library.act(osloTitle, 'Archive')
  await app.window.keyboard.press('ControlOrMeta+5')
  const insights = app.window.getByRole('main', { name: 'Insights' })
  await expect(insights.getByRole('region', { name: /^Models/ })).toContainText('gpt-5')
  await expect(insights.getByRole('status').filter({ hasText: 'to be counted' })).toHaveCount(0)
  expect(await violations(app.window), 'insights').toEqual([])
  const months = insights.getByRole('img', { name: /^Messages per month/ })
  for (const width of [1000, 1280]) {
    await app.electron.evaluate(({ BrowserWindow }, wide) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(wide, 800)
    }, width)
    const unfilled = (): Promise<number> =>
      months.evaluate((svg) => (svg.parentElement?.clientWidth ?? 0) - svg.getBoundingClientRect().width)
    await expect.poll(unfilled, `the months fill their card, ${width} pixels`).toBe(0)
  }

  await insights.getByRole('tab', { name: 'Activity log' }).click()
  await expect(insights.getByRole('row', { name: /Archive/ })).toContainText(osloTitle)
  expect(await violations(app.window), 'activity').toEqual([])
  const csv = join(stemma.folder, 'activity.csv')
  await app.organise.saveTo(csv)
  await insights.getByRole('button', { name: 'Save as CSV…' }).click()
  await expect(app.library.toast(/Activity log saved/)).toBeVisible()
  expect(await readFile(csv, 'utf8')).toContain('Archived.')

  await insights.getByRole('tab', { name: 'Charts' }).click()
  await insights.getByRole('button', { name: 'gpt-5' }).click()
  await expect(app.library.place('gpt-5')).toHaveAttribute('aria-current', 'page')
  await expect(app.library.list.getByRole('option')).toHaveCount(2)
})

test('everything is deleted only for who types it, and can be brought back', async ({ app }) => {
  await app.window.keyboard.press('ControlOrMeta+,')
  await app.window.getByRole('button', { name: 'Delete all conversations…' }).click()
  const dialog = app.window.getByRole('alertdialog')
  await expect(dialog.getByRole('button', { name: 'Back up first…' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Delete all' })).toBeDisabled()
  await dialog.getByRole('textbox').fill('Delete all conversations')
  await dialog.getByRole('button', { name: 'Delete all' }).click()
  await expect(app.library.toast('3 conversations moved to the trash')).toBeVisible()
  await app.library.undo('3 conversations moved to the trash')
  await app.window.keyboard.press('ControlOrMeta+1')
  await expect(app.library.row(moonTitle)).toBeVisible()
})

test('a collection is arranged by keys and by dragging, and each move can be undone', async ({ app }) => {
  await app.library.list.focus()
  await app.window.keyboard.press('ControlOrMeta+a')
  await app.library.selectionBar.getByRole('button', { name: 'More for the selected conversations' }).click()
  await app.window.getByRole('menuitem', { name: 'Add to collection…' }).click()
  await app.window.getByRole('combobox', { name: 'Collections' }).fill('Reading')
  await app.window.keyboard.press('Enter')
  await app.library.place('Reading').click()
  const options = app.library.list.getByRole('option')
  await expect(options).toHaveCount(3)
  await expect(app.window.getByRole('button', { name: 'Sorted by Own order' })).toBeVisible()
  const titles = (): Promise<string[]> => app.library.list.locator('.row-title').allTextContents()
  const [first = '', second = '', third = ''] = await titles()

  await app.library.row(first).click()
  await app.library.list.focus()
  await app.window.keyboard.press('Alt+ArrowDown')
  await expect.poll(titles).toEqual([second, first, third])
  expect(await violations(app.window), 'collection').toEqual([])

  await app.library.row(third).dragTo(app.library.row(second), { targetPosition: { x: 60, y: 4 } })
  await expect.poll(titles).toEqual([third, second, first])
  await app.library.list.focus()
  await app.window.keyboard.press('ControlOrMeta+z')
  await expect.poll(titles).toEqual([second, first, third])
  await app.window.keyboard.press('ControlOrMeta+z')
  await expect.poll(titles).toEqual([first, second, third])

  await app.window.getByRole('button', { name: 'Sorted by Own order' }).click()
  await app.window.getByRole('menuitemradio', { name: 'Title' }).click()
  await expect.poll(titles).toEqual([first, second, third].toSorted())
})

test('what another program changes is seen in the open window', async ({ app, stemma }) => {
  await expect(app.library.row(osloTitle)).toBeVisible()
  const cli = join(import.meta.dirname, '../scripts/stemma.mjs')
  const file = join(stemma.folder, 'from-elsewhere.json')
  const message = { role: 'user', content: 'How do tides know the moon?' }
  await writeFile(
    file,
    JSON.stringify([{ messages: [message, { role: 'assistant', content: 'They feel it.' }] }]),
  )
  await promisify(execFile)(process.execPath, [cli, 'import', file, '--archive', app.archive])
  await expect(app.library.list.getByRole('option')).toHaveCount(4)
})
