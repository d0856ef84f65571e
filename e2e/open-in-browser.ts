/**
 * Opens a file as a browser does, in Electron without the app. Whatever it wants from a network goes to a proxy that refuses
 * it, this computer's own addresses included; what it wants from the disk is noted as well.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { startRefusingProxy } from './refusing-proxy.ts'

export interface OpenedPage {
  readonly page: Page
  /** Addresses that were asked for beside the file itself, whether by the page or behind its back. */
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
  const proxy = await startRefusingProxy()
  const electron = await _electron.launch({
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--proxy-server=${proxy.address}`,
      '--proxy-bypass-list=<-loopback>',
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
        if (details.url.split('#')[0] !== given.url) asked.push(details.url)
        answer({})
      })
      const window = new BrowserWindow({
        width: 1280,
        height: 800,
        webPreferences: { javascript: given.javaScript, sandbox: true, spellcheck: false },
      })
      await window.loadURL(given.url)
    },
    { url, javaScript },
  )
  return {
    page: await opened,
    requests: async () => {
      const noted = await electron.evaluate(() => Reflect.get(globalThis, 'asked') as string[])
      return [...new Set([...noted, ...proxy.asked])]
    },
    printed: (pageSize) => print(electron, pageSize),
    close: async () => {
      await electron.close()
      await proxy.close()
    },
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
