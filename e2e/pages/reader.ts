/** The reader: one conversation, its messages, the switches between versions. */
import type { ElectronApplication, Locator, Page } from '@playwright/test'

export class Reader {
  readonly #window: Page
  readonly #region: Locator
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
    this.#region = window.getByRole('region', { name: 'Conversation', exact: true })
  }

  get title(): Locator {
    return this.#region.getByRole('heading', { level: 1 })
  }

  get head(): Locator {
    return this.#region.locator('.reader-header')
  }

  /** Chooses an entry of the menu of the conversation. */
  async choose(action: string): Promise<void> {
    await this.#region.getByRole('button', { name: 'More about this conversation' }).click()
    await this.#window.getByRole('menuitem', { name: action, exact: true }).click()
  }

  /** Chooses an entry of the menu of a message. */
  async chooseOn(text: string | RegExp, action: string): Promise<void> {
    await this.message(text)
      .getByRole('button', { name: /^Actions for message/ })
      .click()
    await this.#window.getByRole('menuitem', { name: action, exact: true }).click()
  }

  get feed(): Locator {
    return this.#region.getByRole('feed', { name: 'Messages' })
  }

  get messages(): Locator {
    return this.feed.getByRole('article')
  }

  message(text: string | RegExp): Locator {
    return this.messages.filter({ hasText: text })
  }

  /** "Version 2 of 3" of the message that holds the text. */
  version(text: string | RegExp): Locator {
    return this.message(text).getByRole('group', { name: /^Version \d+ of \d+$/ })
  }

  nextVersion(text: string | RegExp): Locator {
    return this.message(text).getByRole('button', { name: 'Next version' })
  }

  previousVersion(text: string | RegExp): Locator {
    return this.message(text).getByRole('button', { name: 'Previous version' })
  }

  /** Resolves when no message has moved for half a second: heights are taken anew a while after a width has changed. */
  async comeToRest(): Promise<void> {
    await this.feed.evaluate(async (feed) => {
      const tops = (): string =>
        [...feed.querySelectorAll('article')].map((one) => one.getBoundingClientRect().top).join(' ')
      for (let still = 0, before = ''; still < 30; still++) {
        await new Promise(requestAnimationFrame)
        const now = tops()
        if (now !== before) still = 0
        before = now
      }
    })
  }

  /** The dialog that sets two branches side by side. */
  get comparison(): Locator {
    return this.#window.getByRole('dialog', { name: 'Compare branches' })
  }

  /** The sheet with the record of a message or conversation, by its heading. */
  record(heading: string): Locator {
    return this.#window.getByRole('dialog', { name: heading, exact: true })
  }

  /** Saves the record that is shown; the system's dialog answers with `path`. */
  async saveRecord(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.#window.getByRole('button', { name: 'Save…' }).click()
    await this.#window.getByText('Record saved', { exact: true }).waitFor()
  }

  get branches(): Locator {
    return this.#region.getByRole('tree', { name: 'Branches' })
  }
}
