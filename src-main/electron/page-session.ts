/**
 * The session that exported pages are drawn in: its own, in memory, with nothing to load but the page itself, the fonts
 * of the app and pictures of the archive. The walls against everything else are lock-down's, as for every session.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { session, type Session } from 'electron'
import { storedFile } from './app-protocol.ts'

export interface PageSession {
  readonly session: Session
  /** Gives an HTML file an address. Every page has its own host, and with it its own zoom. */
  open(htmlFile: string): { readonly url: string; close(): void }
}

/** Where the bundler has put the fonts of the app, by their names. */
const fonts = new Map<string, string>(
  Object.entries(
    import.meta.glob<string>(
      [
        '../../node_modules/@fontsource-variable/inter/files/inter-*-wght-*.woff2',
        '../../node_modules/@fontsource-variable/jetbrains-mono/files/jetbrains-mono-*-wght-normal.woff2',
        '../../node_modules/katex/dist/fonts/*.woff2',
      ],
      { query: '?asset', import: 'default', eager: true },
    ),
  ).map(([source, path]) => [`/fonts/${basename(source)}`, path]),
)

/** Makes the session; `archiveFolder` is where stored pictures are. To be called once, when the app is ready. */
export function createPageSession(archiveFolder: string): PageSession {
  const own = session.fromPartition('exported-pages')
  const pages = new Map<string, string>()
  let opened = 0
  own.protocol.handle('app', async ({ url }) => {
    const { host, pathname } = new URL(url)
    if (host === 'media') return storedFile(archiveFolder, pathname)
    const page = pages.get(host)
    const font = fonts.get(pathname)
    if (page !== undefined && pathname === '/') return fileResponse(page, 'text/html; charset=utf-8')
    if (page !== undefined && font !== undefined) return fileResponse(font, 'font/woff2')
    return new Response(null, { status: 404 })
  })
  return {
    session: own,
    open(htmlFile) {
      opened += 1
      const host = `export-${opened}`
      pages.set(host, htmlFile)
      return { url: `app://${host}/`, close: () => pages.delete(host) }
    },
  }
}

async function fileResponse(path: string, type: string): Promise<Response> {
  return new Response(new Uint8Array(await readFile(path)), {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff' },
  })
}
