/** Importing: dropping files on the window, the panel with history and reports. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class ImportPanel {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get panel(): Locator {
    return this.#window.getByRole('main', { name: 'Import' })
  }

  /** What is shown of files before they come in. */
  get preview(): Locator {
    return this.#window.getByRole('dialog', { name: /^Import from/ })
  }

  get importButton(): Locator {
    return this.preview.getByRole('button', { name: /^Import/ })
  }

  /** Asks once before an import is taken back. */
  get question(): Locator {
    return this.#window.getByRole('alertdialog', { name: 'Undo this import?' })
  }

  /** The box before a conversation of the preview. */
  pickable(title: string): Locator {
    return this.preview.getByRole('checkbox', { name: title })
  }

  /** The number over a word of the report: found, new, updated, unchanged, skipped, failed. */
  async sum(word: string): Promise<number> {
    const pair = this.panel.locator('dl > div').filter({ hasText: word })
    return Number((await pair.locator('dd').innerText()).replaceAll(/\D/g, ''))
  }

  async open(): Promise<void> {
    await this.#window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Import' })
      .click()
  }

  /**
   * Drops files on the window as a file manager does, by events of the browser itself. A hand moves on over the window
   * until it has shown that it takes them; letting go before that is no drop, here as there.
   */
  async drop(paths: readonly string[]): Promise<void> {
    const target = this.#window.getByText(/^Drop to import/)
    await expect(async () => {
      await this.dragOver(paths)
      await expect(target).toBeVisible({ timeout: 2000 })
      await this.#drag('dragOver', paths)
      await this.#drag('drop', paths)
      await expect(target).toBeHidden({ timeout: 2000 })
    }).toPass()
  }

  /** Drops several files or a large one, and imports all that the preview offers. */
  async dropAndImport(paths: readonly string[]): Promise<void> {
    await this.drop(paths)
    await expect(this.importButton).toBeEnabled()
    await this.importButton.click()
  }

  /** Holds files over the window without letting them go. */
  async dragOver(paths: readonly string[]): Promise<void> {
    await this.#drag('dragEnter', paths)
    await this.#drag('dragOver', paths)
  }

  async #drag(type: 'dragEnter' | 'dragOver' | 'drop', paths: readonly string[]): Promise<void> {
    const session = await this.#window.context().newCDPSession(this.#window)
    const data = { items: [], files: [...paths], dragOperationsMask: 1 }
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
    await session.detach()
  }

  /** Chooses files in the system's dialog, which no test can operate, by answering in its place. */
  async choose(paths: readonly string[]): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePaths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [...filePaths] })
    }, paths)
    await this.open()
    await this.panel.getByRole('button', { name: 'Import files…' }).first().click()
  }

  /** Opens the report of a file from the history. */
  async openReport(file: string): Promise<void> {
    await this.open()
    await this.panel.getByRole('button', { name: file }).first().click()
    await expect(this.panel.getByRole('table', { name: 'Conversations' })).toBeVisible()
  }

  /** Saves the report that is open; the system's dialog, which no test can operate, is answered in its place. */
  async saveReport(form: 'JSON' | 'CSV', path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.panel.getByRole('button', { name: 'Save report' }).click()
    await this.#window.getByRole('menuitem', { name: form }).click()
    await this.expectDone(path)
  }

  async expectDone(sentence: string | RegExp): Promise<void> {
    await expect(
      this.#window.getByRole('region', { name: 'Notifications' }).getByText(sentence),
    ).toBeVisible()
  }
}
