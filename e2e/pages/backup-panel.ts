/** Settings, section Backup: making a backup, the sheet that checks and restores one, and the plan. */
import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'

export class BackupPanel {
  readonly #window: Page
  readonly #electron: ElectronApplication

  constructor(window: Page, electron: ElectronApplication) {
    this.#window = window
    this.#electron = electron
  }

  get panel(): Locator {
    return this.#window.getByRole('region', { name: 'Backup' })
  }

  /** What is in a backup, and how to restore it. */
  get sheet(): Locator {
    return this.#window.getByRole('dialog')
  }

  get notices(): Locator {
    return this.#window.getByRole('region', { name: 'Notifications' })
  }

  async open(): Promise<void> {
    await this.#window
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Settings' })
      .click()
    await expect(this.panel).toBeVisible()
  }

  /** Backs up into a file and waits until it has been read back; the system's dialogs are answered in their place. */
  async backUpTo(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, path)
    await this.panel.getByRole('button', { name: 'Back up now…' }).click()
    await expect(this.notices.getByText('Backup made and checked')).toBeVisible({ timeout: 30_000 })
  }

  /** Chooses a backup to look at, or to restore, and waits until it has been read. */
  async read(path: string, what: 'Verify…' | 'Restore…'): Promise<void> {
    await this.#chooseInDialogs(path)
    await this.panel.getByRole('button', { name: what }).click()
    await expect(this.sheet.getByText(/^Whole:|Damaged:/)).toBeVisible({ timeout: 30_000 })
  }

  async restoreInto(folder: string): Promise<void> {
    await this.#chooseInDialogs(folder)
    await this.sheet.getByRole('button', { name: 'Choose the folder…' }).click()
    await expect(this.notices.getByText('Backup restored')).toBeVisible({ timeout: 30_000 })
  }

  /** Turns the plan on, into a folder. */
  async backUpDailyTo(folder: string): Promise<void> {
    await this.panel.getByText('Daily', { exact: true }).click()
    await this.#chooseInDialogs(folder)
    await this.panel.getByRole('button', { name: 'Choose…' }).click()
  }

  /** Answers what the app was asked to start with, in the place of starting it. */
  async restarts(press: () => Promise<void>): Promise<readonly string[]> {
    await this.#electron.evaluate(({ app }) => {
      const quit = app.quit.bind(app)
      app.quit = () => {
        app.quit = quit
      }
      app.relaunch = (options) => {
        Reflect.set(globalThis, 'restarted', options?.args)
      }
    })
    await press()
    const asked = (): Promise<unknown> =>
      this.#electron.evaluate(() => Reflect.get(globalThis, 'restarted') as unknown)
    await expect.poll(asked).toEqual(expect.any(Array))
    return (await asked()) as string[]
  }

  async #chooseInDialogs(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, path)
  }
}
