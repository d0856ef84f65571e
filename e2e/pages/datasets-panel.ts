/** The Datasets view: choosing conversations, the form, the list of datasets and what is done with each. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class DatasetsPanel {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get panel(): Locator {
    return this.#window.getByRole('main', { name: 'Datasets' })
  }

  get conversations(): Locator {
    return this.panel.getByRole('listbox', { name: 'Conversations' })
  }

  get name(): Locator {
    return this.panel.getByRole('textbox', { name: 'Dataset name' })
  }

  get fileName(): Locator {
    return this.panel.getByRole('textbox', { name: 'File name' })
  }

  get confirmButton(): Locator {
    return this.panel.getByRole('button', { name: 'Confirm Export' })
  }

  /** The first record as it will be written. */
  get firstRecord(): Locator {
    return this.panel.getByRole('region', { name: 'First record' })
  }

  /** The datasets of the list, the newest first. */
  get rows(): Locator {
    return this.panel.getByRole('table', { name: 'Datasets' }).locator('tbody tr')
  }

  get dialog(): Locator {
    return this.#window.getByRole('dialog')
  }

  /** Asks once before a dataset is deleted. */
  get question(): Locator {
    return this.#window.getByRole('alertdialog', { name: 'Delete this dataset?' })
  }

  async open(): Promise<void> {
    await this.#window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Datasets' })
      .click()
    await expect(this.panel).toBeVisible()
  }

  async goTo(tab: 'Create' | 'Manage datasets'): Promise<void> {
    await this.panel.getByRole('tab', { name: tab }).click()
  }

  conversation(title: string): Locator {
    return this.conversations.getByRole('option', { name: title })
  }

  /** The number over a word: total, filtered, selected, records. */
  sum(word: 'Total' | 'Filtered' | 'Selected' | 'Records'): Locator {
    return this.panel.locator('dl > div').filter({ hasText: word }).locator('dd')
  }

  fileFormat(name: 'JSONL' | 'CSV' | 'Parquet'): Locator {
    return this.panel.getByRole('radio', { name })
  }

  async chooseDataFormat(name: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'Data format' }).click()
    await this.#window.getByRole('option', { name, exact: true }).click()
  }

  async chooseSensitive(action: 'Off' | 'Warn' | 'Redact'): Promise<void> {
    await this.panel.getByRole('radio', { name: action }).check()
  }

  async selectAll(): Promise<void> {
    await this.panel.getByRole('button', { name: /^Select all/ }).click()
  }

  /** Names what is chosen and writes it; waits until it is in the list. */
  async create(name: string, fileFormat: 'JSONL' | 'CSV' | 'Parquet'): Promise<void> {
    await this.name.fill(name)
    await this.fileFormat(fileFormat).check()
    await this.confirmButton.click()
    await expect(this.row(name)).toBeVisible({ timeout: 30_000 })
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.#window.getByRole('rowheader', { name }) }).first()
  }

  async preview(name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: /^Preview/ })
      .click()
    await expect(this.dialog.getByRole('listbox', { name: 'Records' })).toBeVisible()
  }

  /** Does one of the things behind the button with three dots. */
  async doMore(name: string, action: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: /^More about/ })
      .click()
    await this.#window.getByRole('menuitem', { name: action }).click()
  }

  /** Saves a dataset; the system's dialog, which no test can operate, is answered in its place. */
  async download(name: string, path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.row(name)
      .getByRole('button', { name: /^Download/ })
      .click()
    await expect(this.toast('Dataset saved').last()).toBeVisible()
  }

  toast(text: string | RegExp): Locator {
    return this.#window.getByRole('region', { name: 'Notifications' }).getByText(text)
  }
}
