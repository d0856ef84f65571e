/** The export dialog, and the system's save dialog, which no test can operate and which is answered in its place. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class ExportDialog {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get dialog(): Locator {
    return this.#window.getByRole('dialog')
  }

  get fileName(): Locator {
    return this.dialog.getByRole('textbox', { name: 'Filename' })
  }

  get preview(): Locator {
    return this.dialog.getByRole('region', { name: /^Preview/ })
  }

  format(name: string): Locator {
    // Several formats end in .json.
    return this.dialog.getByRole('radio', { name: new RegExp(`^${name}\\b`) })
  }

  async open(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+e')
    await expect(this.dialog).toBeVisible()
  }

  /** Exports what is open in a format to a path and waits until it is said to be done. */
  async exportTo(path: string, format: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.open()
    await this.format(format).check()
    await this.dialog.getByRole('button', { name: 'Export' }).click()
    await expect(
      this.#window.getByRole('region', { name: 'Notifications' }).getByText(/^Exported/),
    ).toBeVisible({
      timeout: 40_000,
    })
  }
}
