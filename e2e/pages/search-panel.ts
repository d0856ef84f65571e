/** The search: its field with completions and help, facets, results, smart lists, and finding in one conversation. */
import { expect, type Locator, type Page } from '@playwright/test'

export class SearchPanel {
  readonly #window: Page

  constructor(window: Page) {
    this.#window = window
  }

  get field(): Locator {
    return this.#window.getByRole('combobox', { name: 'Search titles and messages' })
  }

  get filterField(): Locator {
    return this.#window.getByRole('combobox', { name: 'Filter this list' })
  }

  /** Asks for the rest where the first answer of a busy machine has counted for a moment only, and says so. */
  async findAll(): Promise<void> {
    await expect(this.count).toContainText('hits')
    const rest = this.#window.getByRole('button', { name: 'Find all' })
    if (await rest.isVisible()) await rest.click()
  }

  completion(name: string): Locator {
    return this.#window.getByRole('listbox', { name: 'Completions' }).getByRole('option', { name })
  }

  get recent(): Locator {
    return this.#window.getByRole('listbox', { name: 'Recent searches' })
  }

  /** One of the last searches, or the line that clears them. */
  recentSearch(name: string): Locator {
    return this.recent.getByRole('option', { name })
  }

  /** How words are found: “Match case”, “Whole words”, “Regular expression”. */
  matchToggle(name: string): Locator {
    return this.#window
      .getByRole('region', { name: 'Conversations' })
      .getByRole('group', { name: 'How words are found' })
      .getByRole('button', { name })
  }

  get results(): Locator {
    return this.#window.getByRole('listbox', { name: 'Search results' })
  }

  /** "112 hits in 38 conversations". */
  get count(): Locator {
    return this.#window.getByRole('region', { name: 'Conversations' }).getByRole('status')
  }

  get facets(): Locator {
    return this.#window.getByRole('region', { name: 'Narrow the search' })
  }

  facet(name: RegExp | string): Locator {
    // Not the button beside it, which leaves the value out.
    return this.facets.getByRole('button', { name }).and(this.#window.locator('.facet'))
  }

  /** Leaves everything with a value out: “Leave out ChatGPT”. */
  async leaveOut(name: string): Promise<void> {
    await this.facet(name).hover()
    await this.facets.getByRole('button', { name: `Leave out ${name}` }).click()
  }

  /** A filter of the search, to be taken out again. */
  chip(filter: string): Locator {
    return this.facets.getByRole('button', { name: `Take out ${filter}` })
  }

  /** The line of a conversation, or a hit by words of its snippet. */
  line(words: string | RegExp): Locator {
    return this.results.getByRole('option').filter({ hasText: words })
  }

  get active(): Locator {
    return this.results.getByRole('option', { selected: true })
  }

  get scrolledBy(): Promise<number> {
    return this.results.evaluate((list) => list.parentElement?.scrollTop ?? 0)
  }

  /** Turns the wheel until a line stands in the window: how far that is depends on how lines break. */
  async scrollTo(line: Locator): Promise<void> {
    await expect(async () => {
      await this.results.hover()
      await this.#window.mouse.wheel(0, 300)
      await expect(line).toBeInViewport({ timeout: 300 })
    }).toPass()
  }

  /** What explains how the query was understood. */
  explanation(text: string): Locator {
    return this.#window.getByRole('region', { name: 'Conversations' }).getByText(text)
  }

  async chooseOrder(name: string): Promise<void> {
    await this.#window.getByRole('button', { name: /^Order: / }).click()
    await this.#window.getByRole('menuitemradio', { name }).click()
  }

  async showMoreContext(): Promise<void> {
    await this.#window.getByRole('button', { name: /^Order: / }).click()
    await this.#window.getByRole('menuitemcheckbox', { name: 'More context' }).click()
  }

  /** “Show titles only” or “Show all hits”. */
  async foldAll(name: string): Promise<void> {
    await this.#window.getByRole('button', { name }).click()
  }

  /** Copies what was found, as “Copy as text” or “Copy as Markdown list”. */
  async copyAs(form: string): Promise<void> {
    await this.#window.getByRole('button', { name: 'Copy results' }).click()
    await this.#window.getByRole('menuitem', { name: form }).click()
  }

  /** Searches without one of the conditions, where nothing was found. */
  drop(part: string): Locator {
    return this.#window.getByRole('button', { name: `Drop ${part}` })
  }

  get help(): Locator {
    return this.#window.getByRole('dialog', { name: 'Words' })
  }

  async openHelp(): Promise<void> {
    await this.#window.getByRole('button', { name: 'What can be searched for' }).click()
  }

  async saveAs(name: string): Promise<void> {
    await this.#window.getByRole('button', { name: 'Save…' }).click()
    await this.#window.getByRole('textbox', { name: 'Name' }).fill(name)
    await this.#window.getByRole('button', { name: 'Save', exact: true }).click()
  }

  smartList(name: string | RegExp): Locator {
    return this.#window.getByRole('list', { name: 'Smart lists' }).getByRole('button', { name })
  }

  async backToLibrary(): Promise<void> {
    await this.#window.getByRole('button', { name: 'Back to the library' }).click()
  }

  get find(): Locator {
    return this.#window.getByRole('searchbox', { name: 'Find in this conversation' })
  }

  /** "2 of 31". */
  get findCount(): Locator {
    return this.#window.getByRole('search', { name: 'Find in this conversation' }).getByRole('status')
  }

  /** Where hits stand in the whole conversation; for the eye only. */
  get marksBesideScrollbar(): Locator {
    return this.#window.locator('.hit-rail i')
  }

  /** The same when finding in one conversation. */
  findToggle(name: string): Locator {
    return this.#window
      .getByRole('search', { name: 'Find in this conversation' })
      .getByRole('button', { name })
  }

  async showSimilar(): Promise<void> {
    await this.#window.getByRole('tab', { name: 'Similar' }).click()
  }

  get similar(): Locator {
    return this.#window.getByRole('list', { name: 'Similar conversations' })
  }

  /** Conversations that say the same, a list each. */
  get duplicates(): Locator {
    return this.#window.getByRole('list', { name: /conversations saying the same$/ })
  }
}
