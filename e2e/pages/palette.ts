/** The palette that leads to anything, and the sheet of shortcuts. */
import type { Locator, Page } from '@playwright/test'

export class Palette {
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
  }

  get field(): Locator {
    return this.#window.getByRole('combobox', { name: 'Go to anything' })
  }

  get list(): Locator {
    return this.#window.getByRole('listbox', { name: 'Found' })
  }

  /** The line that Enter is for. */
  get active(): Locator {
    return this.list.getByRole('option', { selected: true })
  }

  group(name: string | RegExp): Locator {
    return this.list.getByRole('group', { name })
  }

  option(name: string | RegExp): Locator {
    return this.list.getByRole('option', { name })
  }

  get sheet(): Locator {
    return this.#window.getByRole('dialog', { name: 'Keyboard shortcuts' })
  }

  /** Opens the palette by its key. */
  async open(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+k')
    await this.field.waitFor()
  }

  /** Opens the palette, types and runs what comes first. */
  async run(typed: string): Promise<void> {
    await this.open()
    await this.field.fill(typed)
    await this.#window.keyboard.press('Enter')
  }
}
