import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import JSZip from 'jszip'
import { findViolations } from './find-violations.ts'
import { chatGptConversation, chatGptZip, libreChatFile, moonTitle, osloTitle } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

const tidesTitle = 'Simulating tides in Python'

/** Names and texts of the members of a ZIP. */
async function membersOf(path: string): Promise<Map<string, string>> {
  const zip = await JSZip.loadAsync(await readFile(path))
  const members = new Map<string, string>()
  for (const [name, member] of Object.entries(zip.files)) members.set(name, await member.async('string'))
  return members
}

test.describe('with conversations in the library', () => {
  test.use({ imported: [chatGptZip, libreChatFile] })

  test('a person makes a dataset, looks into it, downloads, checks, renews and deletes it', async ({
    app,
    stemma,
  }) => {
    const { datasets } = app
    await datasets.open()
    await expect(datasets.sum('Total')).toHaveText('3')
    await datasets.selectAll()
    await expect(datasets.sum('Selected')).toHaveText('3')
    await expect(datasets.firstRecord).toContainText('"data_source": "chat"')
    await expect(datasets.panel).toContainText('3 of 3 records load in LLaMA-Factory.')
    await datasets.create('support', 'JSONL')
    const row = datasets.row('support')
    await expect(row).toContainText('standard')
    await expect(row).toContainText('support.jsonl')
    await expect(row).toContainText('all load')
    await expect(row).toContainText('new')

    await datasets.preview('support')
    await expect(datasets.dialog).toContainText('The first 3 records of 3')
    const records = datasets.dialog.getByRole('listbox', { name: 'Records' })
    await records.focus()
    await app.window.keyboard.press('End')
    await expect(records.getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
    await datasets.dialog.getByRole('radio', { name: 'JSON' }).check()
    await expect(datasets.dialog.getByRole('region', { name: 'Record 3 as JSON' })).toContainText(
      '"conversation_id"',
    )
    await app.window.keyboard.press('Escape')
    await expect(datasets.dialog).toHaveCount(0)

    const path = join(stemma.folder, 'support.zip')
    await datasets.download('support', path)
    const members = await membersOf(path)
    expect([...members.keys()]).toEqual(['support.jsonl', 'dataset_info.json'])
    expect(members.get('support.jsonl')?.trimEnd().split('\n')).toHaveLength(3)
    expect(JSON.parse(members.get('dataset_info.json') ?? '')).toMatchObject({
      support: { file_name: 'support.jsonl', num_samples: 3 },
    })
    await expect(
      app.window
        .getByRole('region', { name: 'Notifications' })
        .getByRole('button', { name: 'Show in folder' }),
    ).toBeVisible()

    await datasets.doMore('support', 'Show statistics')
    await expect(datasets.dialog.getByRole('table', { name: 'Role balance' })).toContainText('Assistant')
    await expect(datasets.dialog.getByRole('img', { name: 'Records by tokens' })).toBeVisible()
    await app.window.keyboard.press('Escape')

    await datasets.doMore('support', 'Check the files')
    await expect(datasets.toast('support checked')).toBeVisible()
    await datasets.doMore('support', 'New version')
    await expect(datasets.rows).toHaveCount(2)
    await expect(datasets.rows.first()).toContainText('version 2')

    for (const left of [1, 0]) {
      await datasets.rows
        .first()
        .getByRole('button', { name: /^Delete/ })
        .click()
      await datasets.question.getByRole('button', { name: 'Delete dataset' }).click()
      await expect(datasets.rows).toHaveCount(left)
    }
    await expect(datasets.panel).toContainText('No datasets yet')
    await datasets.panel.getByRole('button', { name: 'Create a dataset' }).click()
    await expect(datasets.confirmButton).toBeDisabled()
    expect(await readdir(join(app.archive, 'datasets'))).toEqual([])
  })

  for (const format of ['JSONL', 'CSV', 'Parquet'] as const) {
    test(`${format} holds the record that the form has shown, and comes with the card that was asked for`, async ({
      app,
      stemma,
    }) => {
      const { datasets } = app
      await datasets.open()
      await datasets.conversation(tidesTitle).click()
      await datasets.fileFormat(format).check()
      await datasets.panel.getByRole('checkbox', { name: 'Dataset card' }).check()
      await expect(datasets.firstRecord).toContainText('How do I simulate tides?')
      const shown = JSON.parse(await datasets.firstRecord.innerText()) as unknown
      await datasets.create('tides', format)
      await datasets.preview('tides')
      await datasets.dialog.getByRole('radio', { name: 'JSON' }).check()
      const kept = await datasets.dialog.getByRole('region', { name: 'Record 1 as JSON' }).innerText()
      expect(JSON.parse(kept)).toEqual(shown)
      await app.window.keyboard.press('Escape')
      const path = join(stemma.folder, 'tides.zip')
      await datasets.download('tides', path)
      const names = [`tides.${format.toLowerCase()}`, 'dataset_info.json', 'README.md']
      expect([...(await membersOf(path)).keys()]).toEqual(names)
    })
  }

  test('names are refused while they are typed, each with its reason', async ({ app }) => {
    const { datasets } = app
    await datasets.open()
    await datasets.selectAll()
    for (const [name, reason] of [
      ['../secrets', 'cannot hold slashes'],
      ['a.b', 'cannot hold dots'],
      ['train,eval', 'cannot hold commas'],
      ['my data', 'cannot hold spaces'],
      ['CON', 'the name of a device on Windows'],
      ['dataset_info', 'is reserved'],
    ] as const) {
      await datasets.name.fill(name)
      await expect(datasets.panel).toContainText(reason)
      await expect(datasets.confirmButton).toBeDisabled()
    }
    await datasets.name.fill('support')
    await expect(datasets.confirmButton).toBeEnabled()
    await datasets.fileName.fill('support.jsonl')
    await expect(datasets.panel).toContainText('leave out “.jsonl”')
    await expect(datasets.confirmButton).toBeDisabled()
    await datasets.fileName.fill('conversations_2024')
    await datasets.panel.getByRole('textbox', { name: 'For validation' }).fill('80')
    await expect(datasets.panel).toContainText('The share for validation is a whole number from 0 to 50.')
    await expect(datasets.confirmButton).toBeDisabled()
  })

  test('what a format cannot do is disabled and says why', async ({ app }) => {
    const { datasets } = app
    await datasets.open()
    await datasets.fileFormat('CSV').check()
    await datasets.chooseDataFormat('OpenAI fine-tuning')
    await expect(datasets.fileFormat('JSONL')).toBeChecked()
    await expect(datasets.fileFormat('CSV')).toBeDisabled()
    await expect(datasets.panel).toContainText('OpenAI fine-tuning cannot be written as CSV')
    await expect(datasets.panel.getByRole('checkbox', { name: 'Extra fields' })).toBeDisabled()
    await expect(datasets.panel).toContainText('Only in Standard (ShareGPT).')
    await expect(datasets.panel.getByRole('checkbox', { name: 'Byte order mark' })).toBeDisabled()
  })

  test('what the trainer does not take is named by its conversation, which opens, before writing and after', async ({
    app,
  }) => {
    const { datasets } = app
    await datasets.open()
    await datasets.conversation(moonTitle).click()
    await datasets.fileFormat('CSV').check()
    await expect(datasets.panel).toContainText('0 of 1 record load in LLaMA-Factory; 1 does not.')
    await datasets.panel.getByRole('button', { name: moonTitle }).click()
    await expect(app.window.getByRole('heading', { name: moonTitle, level: 1 })).toBeVisible()
    await app.window.getByRole('button', { name: 'Back to the dataset' }).click()
    await datasets.create('sheet', 'CSV')
    await datasets.doMore('sheet', 'Show statistics')
    await datasets.dialog.getByRole('button', { name: moonTitle }).click()
    await expect(app.window.getByRole('heading', { name: moonTitle, level: 1 })).toBeVisible()
  })

  test('filters narrow the list, and what was chosen before stays chosen', async ({ app }) => {
    const { datasets } = app
    await datasets.open()
    await datasets.conversation(moonTitle).click()
    await expect(datasets.sum('Selected')).toHaveText('1')
    await datasets.panel.getByRole('combobox', { name: 'Search title or tags' }).fill('oslo')
    await expect(datasets.sum('Filtered')).toHaveText('1')
    await datasets.selectAll()
    await expect(datasets.sum('Selected')).toHaveText('2')
    await datasets.panel.getByRole('button', { name: 'Clear filters' }).click()
    await expect(datasets.conversation(osloTitle)).toHaveAttribute('aria-selected', 'true')
    await expect(datasets.conversation(tidesTitle)).toHaveAttribute('aria-selected', 'false')
    await datasets.panel.getByRole('button', { name: 'Source' }).click()
    await app.window.getByRole('menuitemcheckbox', { name: /LibreChat/ }).click()
    await app.window.keyboard.press('Escape')
    await expect(datasets.sum('Filtered')).toHaveText('1')
    await datasets.panel.getByRole('combobox', { name: 'Search title or tags' }).fill('moon type:chat')
    await expect(datasets.panel).toContainText(
      'Looks for (“moon” in the title or with “moon” in a tag) and in a conversation of the type chat',
    )
    await datasets.panel.getByRole('combobox', { name: 'Search title or tags' }).fill('nothing is called so')
    await expect(datasets.panel).toContainText('No conversation passes these filters')
    await datasets.panel.getByRole('button', { name: 'Deselect all' }).click()
    await expect(datasets.sum('Selected')).toHaveText('0')
  })

  test('the conversation that is open becomes a dataset by keyboard alone', async ({ app }) => {
    const { datasets } = app
    const { keyboard } = app.window
    await app.library.open(moonTitle)
    await app.window.getByRole('button', { name: 'Make a dataset of this conversation' }).focus()
    await keyboard.press('Enter')
    await expect(datasets.conversation(moonTitle)).toHaveAttribute('aria-selected', 'true')
    await expect(datasets.sum('Selected')).toHaveText('1')
    await datasets.conversations.focus()
    await keyboard.press('Home')
    await keyboard.press('Shift+End')
    await expect(datasets.sum('Selected')).toHaveText('3')
    await keyboard.press('Space')
    await expect(datasets.sum('Selected')).toHaveText('2')
    await datasets.name.focus()
    await keyboard.type('by_keyboard')
    await keyboard.press('Enter')
    await expect(datasets.row('by_keyboard')).toBeVisible()
    await keyboard.press('Tab')
    await expect(datasets.row('by_keyboard').getByText('all load')).toBeFocused()
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await expect(datasets.dialog).toBeVisible()
    await keyboard.press('Escape')
    await expect(
      datasets.row('by_keyboard').getByRole('button', { name: 'Preview by_keyboard' }),
    ).toBeFocused()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`everyone can read and operate it, in ${colorScheme}`, async ({ app }) => {
      const { datasets } = app
      await app.window.emulateMedia({ colorScheme })
      await datasets.open()
      await datasets.goTo('Manage datasets')
      await expect(datasets.panel).toContainText('No datasets yet')
      expect(await findViolations(app.window), 'no datasets').toEqual([])
      await datasets.goTo('Create')
      await datasets.selectAll()
      await expect(datasets.panel).toContainText('3 of 3 records load')
      await datasets.name.fill('a/b')
      expect(await findViolations(app.window), 'form').toEqual([])
      await datasets.create('support', 'JSONL')
      expect(await findViolations(app.window), 'list').toEqual([])
      await datasets.preview('support')
      expect(await findViolations(app.window), 'preview').toEqual([])
      await app.window.keyboard.press('Escape')
      await datasets.doMore('support', 'Show statistics')
      await expect(datasets.dialog.getByRole('heading', { name: 'Role balance' })).toBeVisible()
      expect(await findViolations(app.window), 'statistics').toEqual([])
    })
  }
})

test('what is sensitive is shown before it is written: conversations are left out, or it is taken out', async ({
  stemma,
}) => {
  const path = join(stemma.folder, 'talks.json')
  await writeFile(
    path,
    JSON.stringify([
      chatGptConversation('Tides', ['What makes the tides?', 'Fine.']),
      chatGptConversation('Mail', ['Write to robin@example.org.', 'Fine.']),
      chatGptConversation('Call', ['Call +49 30 901820 now.', 'Fine.']),
    ]),
  )
  const app = await stemma.start(path)
  await app.imports.expectDone('3 conversations imported successfully')
  const { datasets } = app
  await datasets.open()
  await datasets.selectAll()
  await datasets.name.fill('reviewed')
  await datasets.confirmButton.click()
  await expect(datasets.dialog).toContainText('1 e-mail address and 1 phone number in 2 of 3 conversations')
  await expect(datasets.dialog).toContainText('ro…rg')
  await expect(datasets.dialog).not.toContainText('robin@example.org')
  // What is still being told of under the shade of the dialog has less contrast.
  await expect(app.window.getByText('Checking the records…')).toBeHidden()
  expect(await findViolations(app.window)).toEqual([])
  await datasets.dialog.getByRole('button', { name: 'Show ro…rg in the conversation' }).click()
  await expect(app.window.getByRole('heading', { name: 'Mail', level: 1 })).toBeVisible()
  await app.window.getByRole('button', { name: 'Back to the dataset' }).click()
  await datasets.dialog.getByRole('button', { name: 'Leave out Call' }).click()
  await expect(datasets.dialog).toContainText('1 conversation left out, 2 written')
  await datasets.dialog.getByRole('button', { name: 'Redact and write' }).click()
  await expect(datasets.row('reviewed')).toBeVisible()
  const zip = join(stemma.folder, 'reviewed.zip')
  await datasets.download('reviewed', zip)
  const written = (await membersOf(zip)).get('reviewed.jsonl') ?? ''
  expect(written.trimEnd().split('\n')).toHaveLength(2)
  expect(written).toContain('Write to ‹email removed›.')
  expect(written).not.toContain('901820')
})

test('a cancelled dataset leaves nothing', async ({ stemma }) => {
  const path = join(stemma.folder, 'many.json')
  const texts = Array.from(
    { length: 30 },
    (_, at) => `${at}: ${'The tide comes in and goes out. '.repeat(12)}`,
  )
  const talks = Array.from({ length: 1000 }, (_, at) => chatGptConversation(`Talk ${at}`, texts))
  await writeFile(path, JSON.stringify(talks))
  const app = await stemma.start(path)
  await app.imports.expectDone('1,000 conversations imported successfully')
  const { datasets } = app
  await datasets.open()
  await datasets.selectAll()
  await datasets.name.fill('cancelled')
  await datasets.fileFormat('Parquet').check()
  await datasets.chooseSensitive('Off')
  await datasets.confirmButton.click()
  await datasets.panel.getByRole('button', { name: 'Cancel', exact: true }).click()
  await expect(datasets.toast('Dataset cancelled')).toBeVisible()
  await expect(datasets.panel).toContainText('No datasets yet')
  expect(await readdir(join(app.archive, 'datasets'))).toEqual([])
})

test('an empty archive says where conversations come from', async ({ app }) => {
  await app.datasets.open()
  await expect(app.datasets.panel).toContainText('0 conversations in the archive')
  await expect(app.datasets.panel.getByRole('button', { name: 'Import conversations…' })).toBeVisible()
})
