/** The reader: one conversation, its messages, the switches between versions. */
import type { Locator, Page } from '@playwright/test'

export class Reader {
  readonly #region: Locator

  constructor(window: Page) {
    this.#region = window.getByRole('region', { name: 'Conversation', exact: true })
  }

  get title(): Locator {
    return this.#region.getByRole('heading', { level: 1 })
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

  get branches(): Locator {
    return this.#region.getByRole('tree', { name: 'Branches' })
  }
}
