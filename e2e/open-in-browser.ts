/** Opens a file as a browser does, in Electron without the app, and fails every request that it makes. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'

export interface OpenedPage {
  readonly page: Page
  /** Addresses that were asked for beside the file itself. */
  requests(): Promise<string[]>
  /** The page as it comes out of the printer. */
  printed(pageSize: 'A4' | 'Letter'): Promise<Buffer>
  close(): Promise<void>
}

/** `javaScript: false` is a reader who has turned it off. */
export async function openInBrowser(
  file: string,
  { javaScript }: { readonly javaScript: boolean },
): Promise<OpenedPage> {
  const electron = await _electron.launch({
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      join(import.meta.dirname, 'fixtures/bare-electron.cjs'),
    ],
    colorScheme: 'light',
  })
  const opened = electron.waitForEvent('window')
  const url = pathToFileURL(file).href
  await electron.evaluate(
    async ({ app, BrowserWindow, session }, given) => {
      await app.whenReady()
      const asked: string[] = []
      Reflect.set(globalThis, 'asked', asked)
      session.defaultSession.webRequest.onBeforeRequest((details, answer) => {
        const isTheFile = details.url.split('#')[0] === given.url
        if (!isTheFile) asked.push(details.url)
        answer({ cancel: !isTheFile })
      })
      const window = new BrowserWindow({
        width: 1280,
        height: 800,
        webPreferences: { javascript: given.javaScript, sandbox: true },
      })
      await window.loadURL(given.url)
    },
    { url, javaScript },
  )
  return {
    page: await opened,
    requests: () => electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[]),
    printed: (pageSize) => print(electron, pageSize),
    close: () => electron.close(),
  }
}

async function print(electron: ElectronApplication, pageSize: 'A4' | 'Letter'): Promise<Buffer> {
  const pdf = await electron.evaluate(async ({ BrowserWindow }, size) => {
    const [window] = BrowserWindow.getAllWindows()
    const bytes = await window?.webContents.printToPDF({ pageSize: size, preferCSSPageSize: false })
    return bytes?.toString('base64') ?? ''
  }, pageSize)
  return Buffer.from(pdf, 'base64')
}
