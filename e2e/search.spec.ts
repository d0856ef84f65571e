import { findViolations } from './find-violations.ts'
import { chatGptZip, libreChatFile, moonTitle } from './fixtures/exports.ts'
import { harbourTitle, logs, saltTitles, searchableFile } from './fixtures/searchable.ts'
import { expect, test } from './launch.ts'

test.use({ imported: [chatGptZip, libreChatFile, searchableFile] })

test('what is typed is found, counted and explained, and a facet narrows it and is taken back', async ({
  app,
}) => {
  await app.search.field.fill('tide OR tides')
  await app.search.findAll()
  await expect(app.search.count).toHaveText('123 hits in 62 conversations')
  await expect(app.search.explanation('“tide” or “tides”')).toBeVisible()

  await app.search.facet('LibreChat').click()
  await expect(app.search.field).toHaveValue('(tide OR tides) source:librechat')
  await expect(app.search.facet('LibreChat')).toHaveAttribute('aria-pressed', 'true')
  await expect(app.search.count).toHaveText('2 hits in 1 conversation')
  await expect(app.search.facet(/ChatGPT.*121/)).toBeVisible()

  await app.search.facet('LibreChat').click()
  await expect(app.search.count).toHaveText('123 hits in 62 conversations')
  await app.search.facet(/^You/).click()
  await expect(app.search.field).toHaveValue('(tide OR tides) role:user')
  await expect(app.search.count).toHaveText('61 hits in 61 conversations')

  await app.search.leaveOut('ChatGPT')
  await expect(app.search.field).toHaveValue('(tide OR tides) role:user -source:chatgpt')
  await expect(app.search.count).toHaveText('1 hit in 1 conversation')
  await app.search.chip('-source:chatgpt').click()
  await expect(app.search.count).toHaveText('61 hits in 61 conversations')
})

test('names and values of filters are completed from the keyboard, and inserted from the help', async ({
  app,
}) => {
  await app.search.field.pressSequentially('harbour so')
  await expect(app.search.completion('source:')).toBeVisible()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.search.completion('LibreChat')).toBeVisible()
  await app.window.keyboard.type('chatg')
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.search.field).toHaveValue('harbour source:chatgpt ')
  await expect(app.search.explanation('“harbour” and from chatgpt')).toBeVisible()

  await app.search.openHelp()
  await app.search.help.getByRole('button', { name: /^title:/ }).click()
  await expect(app.search.field).toBeFocused()
  await expect(app.search.field).toHaveValue('harbour source:chatgpt title:')
  await app.window.keyboard.type('book')
  await expect(app.search.count).toContainText('hit')
})

test('a hit in another branch opens there, and the results stay where they were', async ({ app }) => {
  await app.search.field.fill('perigee OR "tide table"')
  await app.search.line(/branch 2 of 3/).click()
  await expect(app.reader.title).toHaveText(moonTitle)
  await expect(app.reader.message('perigee')).toBeInViewport()
  await expect(app.window.locator('article mark').first()).toHaveText('perigee')

  const late = app.search.line('say for day 31')
  await app.search.scrollTo(late)
  await late.click()
  await expect(app.reader.title).toHaveText('Log of day 31')
  const scrolled = await app.search.scrolledBy
  expect(scrolled).toBeGreaterThan(500)
  await app.window
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Settings' })
    .click()
  await app.window.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: 'Library' }).click()
  await expect(app.search.active).toContainText('day 31')
  expect(await app.search.scrolledBy).toBe(scrolled)
  await expect(app.search.facet(/^ChatGPT/)).toBeVisible()
})

test('the list stands where it was left after a search', async ({ app }) => {
  await app.library.scrollBy(1500)
  await expect.poll(() => app.library.scrolledBy).toBeGreaterThan(1000)
  const left = await app.library.scrolledBy
  await app.search.field.fill('lighthouse')
  await expect(app.search.line('Page').first()).toBeVisible()
  await app.search.backToLibrary()
  await expect.poll(() => app.library.scrolledBy).toBe(left)
})

test('what a pattern matches is marked in the message, from the results and when finding in it', async ({
  app,
}) => {
  await app.search.field.fill('/peri\\w+/')
  await app.search.line('perigee').first().click()
  await expect(app.reader.title).toHaveText(moonTitle)
  await expect(app.window.locator('article mark').first()).toHaveText('perigee')
  await app.window.keyboard.press('ControlOrMeta+f')
  await app.search.find.fill('/apo?gee|perig\\S+e/')
  await expect(app.search.findCount).toHaveText('1 of 1')
  await expect(app.window.locator('article mark').first()).toHaveText('perigee')
})

test('scrolling brings all hits, and a conversation unfolds its own', async ({ app }) => {
  await app.search.field.fill('tide table')
  await expect(app.search.count).toHaveText(`${logs} hits in ${logs} conversations`)
  await app.search.results.focus()
  await app.window.keyboard.press('End')
  await expect(async () => {
    await app.window.keyboard.press('End')
    await expect(app.search.active).toHaveAttribute('aria-posinset', String(2 * logs), { timeout: 200 })
  }).toPass()

  await app.search.field.fill('lighthouse')
  await expect(app.search.line('Page')).toHaveCount(3)
  await app.search.line('9 more in this conversation').click()
  await expect(app.search.line('Page')).toHaveCount(12)
  await app.search.line(harbourTitle).first().click()
  await app.search.results.focus()
  await app.window.keyboard.press('ArrowLeft')
  await expect(app.search.line('Page')).toHaveCount(3)
})

test('the search goes by keyboard alone: down into the hits, Enter opens, Escape leads back and clears', async ({
  app,
}) => {
  await app.window.keyboard.press('ControlOrMeta+Shift+f')
  await app.window.keyboard.type('lighthouse')
  await expect(app.search.line('Page').first()).toBeVisible()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.reader.title).toHaveText(harbourTitle)
  await app.window.keyboard.press('Escape')
  await expect(app.search.field).toBeFocused()
  await app.window.keyboard.press('Escape')
  await expect(app.library.list).toBeVisible()
})

test('the last searches are offered on an empty field, put back by arrow keys, forgotten, and not kept when unwanted', async ({
  app,
}) => {
  await app.search.field.fill('lighthouse')
  await app.search.line('Page').first().click()
  await app.search.field.fill('salt')
  await app.search.field.press('Enter')
  await expect(app.search.count).toContainText('hits')
  await app.search.field.fill('')
  await expect(app.search.recent.getByRole('option')).toHaveText([
    'salt',
    'lighthouse',
    'Clear recent searches',
  ])
  expect(await findViolations(app.window), 'recent searches').toEqual([])
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Enter')
  await expect(app.search.field).toHaveValue('lighthouse')
  await expect(app.search.line('Page')).toHaveCount(3)

  await app.search.field.fill('')
  await app.window.keyboard.press('ArrowUp')
  await expect(app.search.field).toHaveValue('salt')
  await app.window.keyboard.press('ArrowUp')
  await expect(app.search.field).toHaveValue('lighthouse')
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('ArrowDown')
  await expect(app.search.field).toHaveValue('')

  await app.search.field.blur()
  await app.search.field.focus()
  await app.search.recentSearch('Clear recent searches').click()
  await expect(app.search.recent).toHaveCount(0)
  await app.library.toastButton('Undo').click()
  await app.search.field.blur()
  await app.search.field.focus()
  await app.window.keyboard.press('ArrowDown')
  await app.window.keyboard.press('Delete')
  await expect(app.search.recentSearch('salt')).toHaveCount(0)
  await expect(app.search.recentSearch('lighthouse')).toBeVisible()

  const views = app.window.getByRole('navigation', { name: 'Views' })
  await views.getByRole('button', { name: 'Settings' }).click()
  await app.window.getByRole('radiogroup', { name: 'Recent searches' }).getByText('Off').click()
  await views.getByRole('button', { name: 'Library' }).click()
  await app.search.field.fill('foam')
  await app.search.field.press('Enter')
  await expect(app.search.count).toContainText('hits')
  await app.search.field.fill('')
  await expect(app.search.recent).toHaveCount(0)
})

test('a hit opens with its number among the others, and F3 goes on to the hits of the next conversation', async ({
  app,
}) => {
  await app.search.field.fill('lighthouse')
  await app.search.line('Page 10').click()
  await expect(app.search.findCount).toHaveText('11 of 12')
  await expect(app.search.find).toHaveValue('lighthouse')
  await expect(app.search.marksBesideScrollbar).toHaveCount(12)
  await expect(app.reader.message('Page 9').locator('mark')).toHaveText('lighthouse')
  await app.window.keyboard.press('ControlOrMeta+f')
  await expect(app.search.find).toBeFocused()
  await expect(app.search.findCount).toHaveText('11 of 12')

  const [salt, again] = saltTitles
  await app.search.field.fill('rivers')
  await app.search.line('Rivers').first().click()
  await expect(app.search.findCount).toHaveText('1 of 1')
  const first = (await app.reader.title.textContent()) === salt ? salt : again
  const second = first === salt ? again : salt
  await app.window.keyboard.press('F3')
  await expect(app.reader.title).toHaveText(second)
  await expect(app.search.findCount).toHaveText('1 of 1')
  await expect(app.search.active).toContainText(second)
  await app.window.keyboard.press('Shift+F3')
  await expect(app.reader.title).toHaveText(first)

  await app.search.backToLibrary()
  await app.library.open(moonTitle)
  await expect(app.search.find).toHaveCount(0)
})

test('words are found with their capitals, whole, or as a regular expression, and the query says so', async ({
  app,
}) => {
  await app.search.field.fill('Salt')
  await app.search.matchToggle('Match case').click()
  await expect(app.search.field).toHaveValue('match:case Salt')
  await expect(app.search.explanation('“Salt” in these capitals')).toBeVisible()
  await expect(app.search.count).toHaveText('1 hit in 1 conversation')
  await app.search.field.press('Alt+c')
  await expect(app.search.field).toHaveValue('Salt')
  await expect(app.search.count).toHaveText('5 hits in 2 conversations')

  await app.search.field.fill('light')
  await app.search.matchToggle('Whole words').click()
  await expect(app.window.getByText('Nothing was found for the whole word “light”.')).toBeVisible()
  await app.search.drop('match:word').click()
  await expect(app.search.field).toHaveValue('light')
  await expect(app.search.line('Page')).toHaveCount(3)

  await app.search.field.fill('ferr(y|ie')
  await app.search.matchToggle('Regular expression').click()
  await expect(app.search.field).toBeFocused()
  await expect(
    app.window.getByText(/is no regular expression that works \(unterminated group\)/),
  ).toBeVisible()
  await app.window.keyboard.type('s)')
  await expect(app.search.field).toHaveValue('/ferr(y|ies)/')
  await expect(app.search.matchToggle('Regular expression')).toHaveAttribute('aria-pressed', 'true')
  await expect(app.search.count).toHaveText('12 hits in 1 conversation')
})

test('where nothing is found, the conditions that took most away can be dropped', async ({ app }) => {
  await app.search.field.fill('lighthouse source:librechat is:favorite')
  await expect(app.window.getByText(/Nothing was found/)).toBeVisible()
  await expect(app.search.drop('source:librechat')).toHaveCount(0)
  await app.search.field.fill('lighthouse source:librechat')
  await expect(app.search.drop('source:librechat')).toContainText('12 hits')
  expect(await findViolations(app.window), 'conditions to drop').toEqual([])
  await app.search.drop('source:librechat').click()
  await expect(app.search.count).toHaveText('12 hits in 1 conversation')
})

test('results are folded to their titles, shown with more context, and copied as a list', async ({ app }) => {
  await app.search.field.fill('"tide table" OR lighthouse')
  await expect(app.search.line('table').first()).toBeVisible()
  await app.search.foldAll('Show titles only')
  await expect(app.search.results.getByRole('option').first()).toHaveAccessibleName(/hits?, folded/)
  await expect(app.search.line('Page')).toHaveCount(0)
  await app.search.results.focus()
  await app.window.keyboard.press('Home')
  await app.window.keyboard.press('ArrowRight')
  await expect(app.search.active).not.toHaveAccessibleName(/folded/)
  await app.search.foldAll('Show all hits')

  await app.search.field.fill('lighthouse')
  await expect(app.search.line('Page')).toHaveCount(3)
  await app.search.showMoreContext()
  await expect(app.search.line('Page')).toHaveCount(3)
  await app.search.copyAs('Copy as text')
  await expect(app.window.getByText('12 hits copied')).toBeVisible()
  const copied = await app.electron.evaluate(({ clipboard }) => clipboard.readText())
  expect(copied).toContain('12 hits in 1 conversation for “lighthouse”')
  expect(copied.match(/Page \d+: the lighthouse keeper/g)).toHaveLength(12)
})

test('what is selected in a message is searched for in everything', async ({ app }) => {
  await app.library.open(harbourTitle)
  await app.reader.message('Page 11').getByText('the lighthouse keeper').selectText()
  await app.window.keyboard.press('ControlOrMeta+Shift+f')
  await expect(app.search.field).toHaveValue('"Page 11: the lighthouse keeper counts the ferries."')
  await expect(app.search.field).toBeFocused()
  await expect(app.search.count).toHaveText('1 hit in 1 conversation')
})

test('the order is chosen: newest, oldest or by relevance', async ({ app }) => {
  await app.search.field.fill('milliseconds OR salt')
  await app.search.chooseOrder('Oldest first')
  await expect(app.search.results.getByRole('option').first()).toBeVisible()
  const oldest = await app.search.results.getByRole('option').first().textContent()
  await app.search.chooseOrder('Newest first')
  await expect(app.search.results.getByRole('option').first()).not.toHaveText(oldest ?? '')
  await app.search.chooseOrder('Relevance')
  await expect(app.search.line('milliseconds').first()).toBeVisible()
})

test('a search is saved as a smart list that counts, is renamed and deleted', async ({ app }) => {
  await app.search.field.fill('lighthouse')
  await app.search.saveAs('Lights')
  await app.search.backToLibrary()
  await expect(app.search.smartList(/^Lights 1$/)).toBeVisible()
  await app.search.smartList(/^Lights 1$/).click()
  await expect(app.library.list.getByRole('option')).toHaveCount(1)
  await expect(app.library.row(harbourTitle)).toBeVisible()

  await app.search.smartList(/^Lights 1$/).press('F2')
  await app.window.getByRole('textbox', { name: 'Name' }).fill('Lamps')
  await app.window.keyboard.press('Enter')
  await expect(app.search.smartList(/^Lamps 1$/)).toBeFocused()
  await app.window.keyboard.press('Delete')
  await expect(app.search.smartList(/^Lamps/)).toHaveCount(0)
  await app.library.toastButton('Undo').click()
  await expect(app.search.smartList(/^Lamps 1$/)).toBeVisible()
})

test('the list is filtered by any query and says so when nothing matches', async ({ app }) => {
  await app.window.keyboard.press('ControlOrMeta+Shift+k')
  await app.search.filterField.fill('is:branched')
  await expect(app.library.summary).toHaveText('2 of 66')
  await expect(app.library.row(moonTitle)).toBeVisible()
  await app.search.filterField.fill('is:branched lighthouse')
  await expect(app.window.getByText('No conversation here matches.')).toBeVisible()
  await app.search.filterField.press('Escape')
  await app.search.filterField.press('Escape')
  await expect(app.search.filterField).toHaveCount(0)
  await expect(app.library.summary).toHaveText('66 conversations')
})

test('Ctrl+F finds in the open conversation over all branches and steps through the hits', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await app.window.keyboard.press('ControlOrMeta+f')
  await expect(app.search.find).toBeFocused()
  await app.window.keyboard.type('the')
  await expect(app.search.findCount).toHaveText(/^\d of 5$/)
  await app.search.find.fill('perigee')
  await expect(app.search.findCount).toHaveText('1 of 1')
  await expect(app.reader.message('perigee')).toBeInViewport()
  await expect(app.window.locator('article mark').first()).toHaveText('perigee')
  await app.search.findToggle('Whole words').click()
  await expect(app.search.find).toHaveValue('match:word perigee')
  await expect(app.search.findCount).toHaveText('1 of 1')
  await app.search.find.fill('match:word perige')
  await expect(app.search.findCount).toHaveText('Not found')
  await app.search.find.press('Escape')
  await expect(app.search.find).toHaveCount(0)
  await expect(app.reader.feed).toBeFocused()
})

test('conversations like the open one stand beside it, and those that say the same can be reviewed', async ({
  app,
}) => {
  const [salt, again] = saltTitles
  await app.library.open(salt)
  await app.search.showSimilar()
  await app.search.similar.getByRole('button', { name: again }).click()
  await expect(app.reader.title).toHaveText(again)

  await app.library.place('Duplicates').click()
  await expect(app.search.duplicates).toHaveCount(1)
  await app.search.duplicates.getByRole('button', { name: again }).first().click()
  await expect(app.reader.title).toHaveText(again)
  await app.search.duplicates
    .getByRole('button', { name: `Move “${again}” from ChatGPT to the trash` })
    .click()
  await expect(app.window.getByText('No two conversations say the same.')).toBeVisible()
  await app.library.toastButton('Undo').click()
  await expect(app.search.duplicates).toHaveCount(1)
})

test('the search and what belongs to it can be read and operated by everyone', async ({ app }) => {
  await app.search.field.pressSequentially('tide is:')
  await expect(app.search.completion('branched')).toBeVisible()
  expect(await findViolations(app.window), 'completions').toEqual([])
  await app.search.field.fill('tide')
  await expect(app.search.line('table').first()).toBeVisible()
  await expect(app.search.facet(/^ChatGPT/)).toBeVisible()
  expect(await findViolations(app.window), 'results').toEqual([])
  await app.search.openHelp()
  await expect(app.search.help).toBeVisible()
  expect(await findViolations(app.window, app.search.help), 'help').toEqual([])
  await app.window.keyboard.press('Escape')
  await app.search.saveAs('Tides')
  await app.search.field.fill('nothingofthekind')
  await expect(app.window.getByText(/Nothing was found/)).toBeVisible()
  expect(await findViolations(app.window), 'nothing found').toEqual([])
  await app.search.backToLibrary()
  await app.window.keyboard.press('ControlOrMeta+Shift+k')
  await app.library.open(moonTitle)
  await app.window.keyboard.press('ControlOrMeta+f')
  await app.search.showSimilar()
  expect(await findViolations(app.window), 'smart list, filter, find and similar').toEqual([])
  await app.library.place('Duplicates').click()
  await expect(app.search.duplicates).toHaveCount(1)
  expect(await findViolations(app.window), 'duplicates').toEqual([])
})
