import type { Page } from '@playwright/test'
import { chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { findViolations } from './find-violations.ts'
import { expect, test } from './launch.ts'

const tidesTitle = 'Simulating tides in Python'

/** How many conversations are remembered for the next start. */
async function keptConversations(window: Page): Promise<number> {
  return await window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'stemma') as {
      call: (name: string, input: object) => Promise<{ data: { recentConversations: string[] } }>
    }
    const { data } = await call('settings.get', {})
    return data.recentConversations.length
  })
}

test.use({ imported: [chatGptZip, libreChatFile] })

test('a conversation is opened by typing of its title, and read on by the keys', async ({ app }) => {
  await app.palette.open()
  await expect(app.palette.group('Recent conversations')).toContainText(tidesTitle)
  await app.palette.field.fill('face moon')
  await expect(app.palette.active).toContainText(moonTitle)
  await app.window.keyboard.press('Enter')
  await expect(app.palette.field).toHaveCount(0)
  await expect(app.reader.title).toHaveText(moonTitle)
  await expect(app.reader.feed).toBeFocused()
})

test('Enter is for the title that was typed, however fast', async ({ app }) => {
  await app.window.keyboard.press('ControlOrMeta+k')
  await expect(app.palette.field).toBeFocused()
  await app.window.keyboard.insertText('oslo')
  await app.window.keyboard.press('Enter')
  await expect(app.reader.title).toHaveText(osloTitle)
})

test('what no title has is searched for in everything, and so is anything else when asked', async ({
  app,
}) => {
  await app.palette.open()
  await app.palette.field.fill('perigee')
  await expect(app.window.getByText('No conversation, place or action is called that.')).toBeVisible()
  await app.window.keyboard.press('Enter')
  await expect(app.search.field).toHaveValue('perigee')
  await expect(app.search.field).toBeFocused()
  await expect(app.search.line('perigee').first()).toBeVisible()

  await app.palette.open()
  await app.palette.field.fill('moon')
  await expect(app.palette.active).toContainText(moonTitle)
  await app.window.keyboard.press('Home')
  await expect(app.palette.active).toHaveText('Search everything for “moon”')
  await app.window.keyboard.press('Enter')
  await expect(app.search.field).toHaveValue('moon')
})

test('actions are run on what is open, and say their keys', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.window.keyboard.press('ControlOrMeta+Shift+p')
  await expect(app.palette.field).toHaveValue('>')
  const these = app.palette.group(`“${moonTitle}”`)
  await expect(these.getByRole('option', { name: 'Export…' })).toContainText(/E$/)
  await app.palette.field.fill('>fav')
  await app.window.keyboard.press('Enter')
  await expect(app.library.place('Favorites')).toHaveText('Favorites 1')

  await app.palette.run('>rename')
  await app.window.getByRole('textbox', { name: 'Title' }).fill('Locked')
  await app.window.keyboard.press('Enter')
  await expect(app.reader.title).toHaveText('Locked')

  await app.palette.run('>similar')
  await expect(app.window.getByRole('tab', { name: 'Similar' })).toHaveAttribute('aria-selected', 'true')
})

test('actions are run on all that is selected', async ({ app }) => {
  await app.library.list.focus()
  await app.window.keyboard.press('ControlOrMeta+a')
  await app.palette.open()
  await app.palette.field.fill('>')
  await expect(app.palette.group('3 selected conversations')).toBeVisible()
  await app.palette.field.fill('>archive')
  await app.window.keyboard.press('Enter')
  await expect(app.library.place('Archived')).toHaveText('Archived 3')
})

test('tags, sources, lists and sections of the settings are gone to by name', async ({ app }) => {
  await app.library.act(moonTitle, 'Tags…')
  await app.organise.tagField.fill('astronomy')
  await app.window.keyboard.press('Enter')
  await expect(app.organise.choice('astronomy')).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('Escape')
  await expect(app.window.getByRole('dialog')).toHaveCount(0)
  await app.palette.run('#astro')
  await expect(app.library.place('astronomy')).toHaveAttribute('aria-current', 'page')
  await expect(app.library.list.getByRole('option')).toHaveCount(1)
  await expect(app.library.list).toBeFocused()

  await app.palette.run('@libre')
  await expect(app.library.place('LibreChat')).toHaveAttribute('aria-current', 'page')
  await app.palette.run('settings backup')
  await expect(app.window.getByRole('heading', { name: 'Backup', exact: true })).toBeFocused()
  await expect(app.window.getByRole('heading', { name: 'Backup', exact: true })).toBeInViewport()
})

test('Escape leaves everything as it was, with the focus where it was', async ({ app }) => {
  await app.library.open(moonTitle)
  await app.reader.message('Why does the Moon').focus()
  await app.palette.open()
  await app.palette.field.fill('oslo')
  await app.window.keyboard.press('Escape')
  await expect(app.palette.field).toHaveCount(0)
  await expect(app.reader.message('Why does the Moon')).toBeFocused()
  await expect(app.reader.title).toHaveText(moonTitle)
  await app.palette.open()
  await app.window.keyboard.press('ControlOrMeta+k')
  await expect(app.palette.field).toHaveCount(0)
  await expect(app.reader.message('Why does the Moon')).toBeFocused()
})

test('the arrow keys, Home, End and the page keys go through the list', async ({ app }) => {
  await app.palette.open()
  const options = app.palette.list.getByRole('option')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('ArrowDown')
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('End')
  await expect(options.last()).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('PageUp')
  await app.window.keyboard.press('PageUp')
  await expect(options.first()).toHaveAttribute('aria-selected', 'true')
  await expect(app.palette.field).toBeFocused()
})

test('the conversations opened last are known, and the way leads back over them', async ({ app, stemma }) => {
  await app.library.open(moonTitle)
  await app.library.open(osloTitle)
  await app.window.keyboard.press('Alt+ArrowLeft')
  await expect(app.reader.title).toHaveText(moonTitle)
  await app.window.keyboard.press('Alt+ArrowRight')
  await expect(app.reader.title).toHaveText(osloTitle)
  await app.palette.open()
  await expect(app.palette.list.getByRole('option').first()).toContainText(moonTitle)
  await app.window.keyboard.press('Escape')
  // They are kept once the reader has rested at one.
  await expect.poll(() => keptConversations(app.window)).toBe(2)
  await app.electron.close()

  const again = await stemma.start()
  await again.palette.open()
  await expect(again.palette.list.getByRole('option').first()).toContainText(osloTitle)
  await expect(again.palette.list.getByRole('option').nth(1)).toContainText(moonTitle)
})

test('the next conversation of the list is opened from inside the one that is read', async ({ app }) => {
  const titles = await app.library.list.locator('.row-title').allTextContents()
  await app.library.open(titles[0] ?? '')
  await app.reader.feed.focus()
  await app.window.keyboard.press('Alt+ArrowDown')
  await expect(app.reader.title).toHaveText(titles[1] ?? '')
  await expect(app.library.row(titles[1] ?? '')).toHaveAttribute('aria-selected', 'true')
  await app.window.keyboard.press('Alt+ArrowUp')
  await expect(app.reader.title).toHaveText(titles[0] ?? '')
})

test('no key leads away from a note that is being written', async ({ app }) => {
  await app.library.open(osloTitle)
  await app.library.open(moonTitle)
  await app.reader.chooseOn('Why does the Moon', 'Note…')
  const note = app.window.getByRole('textbox', { name: 'Note on this message' })
  await note.fill('Ask at the lecture')
  for (const key of ['Alt+ArrowDown', 'Alt+ArrowUp', 'Alt+ArrowLeft']) await app.window.keyboard.press(key)
  await app.reader.comeToRest()
  await expect(note).toHaveValue('Ask at the lecture')
  await expect(app.reader.title).toHaveText(moonTitle)
})

test('the sidebar and the details leave their room to what is read, and come back', async ({ app }) => {
  await app.library.open(osloTitle)
  const places = app.window.getByRole('navigation', { name: 'Places' })
  const before = await places.boundingBox()
  await app.window.keyboard.press('ControlOrMeta+b')
  await expect(places).toHaveCount(0)
  await app.reader.comeToRest()
  const question = await app.reader.message('Where should we stay').boundingBox()
  const answer = await app.reader.message('Near the harbour').boundingBox()
  expect((question?.y ?? 0) + (question?.height ?? 0)).toBeLessThanOrEqual(answer?.y ?? 0)
  await app.window.keyboard.press('ControlOrMeta+b')
  await expect
    .poll(async () => Math.round((await places.boundingBox())?.width ?? 0))
    .toBe(Math.round(before?.width ?? 0))

  const details = app.window.getByRole('complementary', { name: 'Details' })
  await expect(details).toBeVisible()
  await app.window.keyboard.press('ControlOrMeta+Alt+b')
  await expect(details).toHaveCount(0)
  await app.window.keyboard.press('ControlOrMeta+Alt+b')
  await expect(details).toBeVisible()
})

test('the sheet lists the keys of the menu, opens by key and palette, and gives the focus back', async ({
  app,
}) => {
  await app.library.open(moonTitle)
  await app.reader.feed.focus()
  await app.window.keyboard.press('F1')
  await expect(app.palette.sheet).toContainText('Search everything')
  await app.window.keyboard.press('ControlOrMeta+k')
  await expect(app.palette.field).toHaveCount(0)
  await app.window.keyboard.press('Escape')
  await expect(app.palette.sheet).toHaveCount(0)
  await expect(app.reader.feed).toBeFocused()
  await app.palette.run('>keyboard')
  await expect(app.palette.sheet).toBeVisible()
  await app.window.keyboard.press('ControlOrMeta+/')
  await expect(app.palette.sheet).toHaveCount(0)

  const inMenu = await app.electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? [])
      .flatMap(({ submenu }) => submenu?.items ?? [])
      .map(({ label, accelerator }) => `${label.replaceAll('&', '')} ${accelerator ?? ''}`),
  )
  expect(inMenu).toContain('Go to Anything… CmdOrCtrl+K')
  expect(inMenu).toContain('Search All Messages CmdOrCtrl+Shift+F')
  expect(inMenu).toContain('Keyboard Shortcuts CmdOrCtrl+/')
})

for (const theme of ['light', 'dark'] as const) {
  test(`the palette and the sheet can be read and operated by everyone, in ${theme}`, async ({ app }) => {
    if (theme === 'dark') await app.palette.run('>dark theme')
    else await app.palette.run('>light theme')
    await expect(app.window.locator('html')).toHaveAttribute('data-theme', theme)
    await app.library.open(moonTitle)
    await app.palette.open()
    await expect(app.palette.list).toBeVisible()
    expect(await findViolations(app.window), 'recent conversations').toEqual([])
    await app.palette.field.fill('tides')
    await expect(app.palette.active).toContainText(tidesTitle)
    expect(await findViolations(app.window), 'matches').toEqual([])
    await app.palette.field.fill('>')
    await expect(app.palette.option('Delete')).toBeVisible()
    expect(await findViolations(app.window), 'actions').toEqual([])
    await app.palette.field.fill('>nothing of the kind')
    await expect(app.window.getByText('No action is called that here.')).toBeVisible()
    expect(await findViolations(app.window), 'no match').toEqual([])
    await app.window.keyboard.press('Escape')
    await app.window.keyboard.press('ControlOrMeta+/')
    await expect(app.palette.sheet).toBeVisible()
    expect(await findViolations(app.window), 'sheet').toEqual([])
  })
}
