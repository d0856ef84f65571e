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

  /** Drops files on the window as a file manager does, by events of the browser itself. */
  async drop(paths: readonly string[]): Promise<void> {
    await this.dragOver(paths)
    await this.#drag('drop', paths)
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

  async expectDone(sentence: string | RegExp): Promise<void> {
    await expect(
      this.#window.getByRole('region', { name: 'Notifications' }).getByText(sentence),
    ).toBeVisible()
  }
}
