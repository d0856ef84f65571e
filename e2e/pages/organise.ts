/** Putting things in order: the pickers for tags and collections, and the questions before what cannot be undone. */
import type { ElectronApplication, Locator, Page } from '@playwright/test'

export class Organise {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get tagField(): Locator {
    return this.#window.getByRole('combobox', { name: 'Tags' })
  }

  /** A line of the picker that is open. */
  choice(name: string): Locator {
    return this.#window.getByRole('dialog').getByRole('option', { name })
  }

  /** Answers the question that is being asked with one of its buttons. */
  async answer(button: string): Promise<void> {
    await this.#window.getByRole('alertdialog').getByRole('button', { name: button }).click()
  }

  /** Lets the system's dialog for saving answer with a path. */
  async saveTo(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
  }
}
