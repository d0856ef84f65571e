/** The export dialog, and the system's save dialog, which no test can operate and which is answered in its place. */
import {
  expect,
  type ElectronApplication,
  type FrameLocator,
  type Locator,
  type Page,
} from '@playwright/test'
import type { Bridge } from '../../src-shared/contract/bridge.ts'

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

  get template(): Locator {
    return this.dialog.getByRole('textbox', { name: 'File names' })
  }

  get preview(): Locator {
    return this.dialog.getByRole('region', { name: /^Preview/ })
  }

  /** What stands in the preview of a page. */
  get previewedPage(): FrameLocator {
    return this.dialog.frameLocator('iframe[title="The beginning of the HTML, as it will look"]')
  }

  get findings(): Locator {
    return this.dialog.getByRole('region', { name: 'Findings' })
  }

  /** What the dialog says the file will be about as large as, in bytes. */
  async estimate(): Promise<number> {
    const heading = this.dialog.getByRole('heading', { name: /about [\d.,]+ (KB|MB)/ })
    const [, number = '', unit] = /about ([\d.,]+) (KB|MB)/.exec((await heading.textContent()) ?? '') ?? []
    return Number(number.replaceAll(',', '')) * (unit === 'MB' ? 1e6 : 1e3)
  }

  get submit(): Locator {
    return this.dialog.getByRole('button', { name: 'Export', exact: true })
  }

  format(name: string): Locator {
    // Several formats end in .json.
    return this.dialog.getByRole('radio', { name: new RegExp(`^${name}\\b`) })
  }

  option(name: string): Locator {
    return this.dialog.getByRole('checkbox', { name })
  }

  /** Where several conversations go, or what is done about sensitive data. */
  choice(name: string): Locator {
    return this.dialog.getByRole('radio', { name, exact: true })
  }

  /** Opens the dialog for what is chosen or open. */
  async open(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+e')
    await expect(this.dialog).toBeVisible()
  }

  /** Opens it for everything that the list shows. */
  async openForList(): Promise<void> {
    await this.#window.keyboard.press('ControlOrMeta+Shift+e')
    await expect(this.dialog).toBeVisible()
  }

  /** Answers the system's dialogs with a path from now on. */
  async answerWith(path: string): Promise<void> {
    await this.#electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] })
    }, path)
  }

  /** Exports what is open in a format to a path and waits until it is said to be done. */
  async exportTo(path: string, format: string): Promise<void> {
    await this.answerWith(path)
    await this.open()
    await this.format(format).check()
    await this.submit.click()
    await this.expectDone(/^Exported/)
  }

  async expectDone(sentence: string | RegExp): Promise<void> {
    const toasts = this.#window.getByRole('region', { name: 'Notifications' })
    await expect(toasts.getByText(sentence)).toBeVisible({ timeout: 40_000 })
  }

  /** Has every conversation exported without the dialog; answers the files. */
  async write(order: {
    readonly format: string
    readonly path: string
    readonly options: Readonly<Record<string, string>>
  }): Promise<readonly string[]> {
    return await this.#window.evaluate(async (asked) => {
      const bridge: Bridge = Reflect.get(window, 'stemma')
      const ended = new Promise<readonly string[]>((resolve, reject) => {
        bridge.on((event) => {
          if (event.kind !== 'job' || event.job.kind !== 'export' || event.job.state === 'running') return
          if (event.job.result?.kind === 'export') resolve(event.job.result.files)
          else reject(new Error(event.job.error?.message ?? event.job.state))
        })
      })
      const ids = await bridge.call('library.ids', {})
      if (!ids.ok) throw new Error(ids.error.message)
      const started = await bridge.call('export.start', { ...asked, ids: [...ids.data], into: 'file' })
      if (!started.ok) throw new Error(started.error.message)
      return await ended
    }, order)
  }
}
