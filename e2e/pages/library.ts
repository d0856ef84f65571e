/** The library: places, search field, list of conversations, search results. */
import { expect, type Locator, type Page } from '@playwright/test'

export class Library {
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
  }

  get list(): Locator {
    return this.#window.getByRole('listbox', { name: 'Conversations' })
  }

  get results(): Locator {
    return this.#window.getByRole('listbox', { name: 'Search results' })
  }

  /** What the status line over the list says: "3 conversations", "2 hits in 1 conversation". */
  get summary(): Locator {
    return this.#window.getByRole('region', { name: 'Conversations' }).getByRole('status')
  }

  get searchField(): Locator {
    return this.#window.getByRole('combobox', { name: 'Search titles and messages' })
  }

  get scrolledBy(): Promise<number> {
    return this.list.evaluate((list) => list.parentElement?.parentElement?.scrollTop ?? 0)
  }

  async scrollBy(pixels: number): Promise<void> {
    await this.list.hover()
    await this.#window.mouse.wheel(0, pixels)
  }

  row(title: string): Locator {
    return this.list.getByRole('option', { name: title })
  }

  place(name: string): Locator {
    // Not the button beside it, which opens the place's menu.
    return this.#window
      .getByRole('navigation', { name: 'Places' })
      .getByRole('button', { name })
      .and(this.#window.locator('.place'))
  }

  /** A hit in a message, by words of its snippet. */
  hit(words: string): Locator {
    return this.results.getByRole('option').filter({ hasText: words }).last()
  }

  async open(title: string): Promise<void> {
    await this.row(title).click()
    await expect(this.#window.getByRole('heading', { level: 1, name: title })).toBeVisible()
  }

  async search(query: string): Promise<void> {
    await this.searchField.fill(query)
    await expect(this.summary).toContainText(/hit|No /)
  }

  async rename(title: string, newTitle: string): Promise<void> {
    await this.row(title).click()
    await this.#window.keyboard.press('F2')
    await this.#window.getByRole('textbox', { name: 'Title' }).fill(newTitle)
    await this.#window.keyboard.press('Enter')
  }

  async delete(title: string): Promise<void> {
    await this.row(title).click()
    await this.#window.keyboard.press('Delete')
  }

  get selectionBar(): Locator {
    return this.#window.getByRole('toolbar', { name: 'Selected conversations' })
  }

  /** Chooses an entry of the menu of a row. */
  async act(title: string, action: string): Promise<void> {
    await this.row(title).click({ button: 'right' })
    await this.#window.getByRole('menuitem', { name: action, exact: true }).click()
  }

  /** The message at the edge of the window that says so. */
  toast(text: string | RegExp): Locator {
    return this.#window.getByRole('region', { name: 'Notifications' }).getByText(text)
  }

  toastButton(name: string): Locator {
    return this.#window.getByRole('region', { name: 'Notifications' }).getByRole('button', { name })
  }

  /** Undoes what a toast tells of. */
  async undo(text: string): Promise<void> {
    const toasts = this.#window.getByRole('region', { name: 'Notifications' })
    await toasts.getByRole('status').filter({ hasText: text }).getByRole('button', { name: 'Undo' }).click()
  }
}
