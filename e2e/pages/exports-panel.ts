/** The Exports view: the form for an HTML archive, the list of those there are, and how long they are kept. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class ExportsPanel {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get panel(): Locator {
    return this.#window.getByRole('main', { name: 'Exports' })
  }

  get days(): Locator {
    return this.panel.getByRole('spinbutton', { name: 'Days, 1 to 365' })
  }

  get startButton(): Locator {
    return this.panel.getByRole('button', { name: 'Start Export' })
  }

  /** The rows of the list, the newest first. */
  get rows(): Locator {
    return this.panel.getByRole('table', { name: 'Available exports' }).locator('tbody tr')
  }

  /** Asks once before an export is deleted. */
  get question(): Locator {
    return this.#window.getByRole('alertdialog', { name: 'Delete this export?' })
  }

  /** What is sensitive in the archive that is to be written. */
  get findings(): Locator {
    return this.#window.getByRole('dialog', { name: 'Sensitive data in this export' })
  }

  async open(): Promise<void> {
    await this.#window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Exports' })
      .click()
    await expect(this.panel).toBeVisible()
  }

  /** Chooses an assistant by typing the beginning of its name. */
  async chooseAssistant(name: string): Promise<void> {
    const field = this.panel.getByRole('combobox', { name: 'Assistant' })
    await field.fill(name)
    await this.#window.getByRole('option', { name }).first().click()
  }

  async chooseDates(from: string, to: string): Promise<void> {
    await this.panel.getByText('Exact dates').click()
    await this.panel.getByLabel('First day').fill(from)
    await this.panel.getByLabel('Last day', { exact: true }).fill(to)
  }

  /** Starts the export of what stands in the form and waits until it is in the list. */
  async start(): Promise<void> {
    const before = await this.rows.count()
    await this.startButton.click()
    await expect(this.rows).toHaveCount(before + 1, { timeout: 30_000 })
  }

  /** Saves the first export of the list; the system's dialog, which no test can operate, is answered in its place. */
  async download(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.rows
      .first()
      .getByRole('button', { name: /^Download/ })
      .click()
    await expect(
      this.#window.getByRole('region', { name: 'Notifications' }).getByText('Export saved'),
    ).toBeVisible()
  }

  /** Opens the first export of the list; answers which file the system was asked to open. */
  async openFirst(): Promise<string> {
    await this.#electron.evaluate(({ shell }) => {
      shell.openPath = (path) => {
        Reflect.set(globalThis, 'openedPath', path)
        return Promise.resolve('')
      }
    })
    await this.rows.first().getByRole('button', { name: /^Open/ }).click()
    const opened = (): Promise<unknown> =>
      this.#electron.evaluate(() => Reflect.get(globalThis, 'openedPath') as unknown)
    await expect.poll(opened).toEqual(expect.any(String))
    return String(await opened())
  }

  async deleteFirst(): Promise<void> {
    await this.rows
      .first()
      .getByRole('button', { name: /^Delete/ })
      .click()
    await expect(this.question).toBeVisible()
    await this.question.getByRole('button', { name: 'Delete export' }).click()
  }
}
