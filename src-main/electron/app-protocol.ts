/**
 * `app://main/…` is the built window, `app://media/<sha256>` a stored picture or sound. Nothing else is served.
 *
 * Files of the window are looked up in a list made at the start, so that no path from a page ever reaches the disk.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { protocol, type Protocol } from 'electron'
import { standAloneStyle } from '../exporters/render/stand-alone-style.ts'

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

const exportStyleHash = createHash('sha256').update(standAloneStyle).digest('base64')

/**
 * What a page of ours may load. The preview of an HTML file stands in a sandboxed frame (`srcdoc`), which has this policy
 * as well as its own; so the style sheet of such files, and no other inline style, is allowed by its hash. KaTeX places
 * its glyphs by style attributes; they never come from a message.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' 'sha256-${exportStyleHash}'`,
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' app://media data: blob:",
  'media-src app://media',
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** To be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

export interface AppFiles {
  /** The folder of the built window. */
  readonly rendererFolder: string
  /** The folder of the archive, whose `files/` hold attachments. */
  readonly archiveFolder: string
}

/** Serves the `app` scheme in one session. */
export async function serveApp(target: Protocol, { rendererFolder, archiveFolder }: AppFiles): Promise<void> {
  const served = await listFiles(rendererFolder)
  target.handle('app', async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET') return refusal(405)
    if (url.host === 'main') return fileOfWindow(served, url.pathname)
    if (url.host === 'media') return storedFile(archiveFolder, url.pathname)
    return refusal(404)
  })
}

async function listFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [`/${relative(folder, path).split(sep).join('/')}`, path]
      }),
  )
}

async function fileOfWindow(served: Map<string, string>, pathname: string): Promise<Response> {
  const path = served.get(pathname)
  if (path === undefined) return refusal(404)
  return new Response(new Uint8Array(await readFile(path)), {
    headers: {
      'content-type': contentTypes[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
    },
  })
}

/** A picture or sound of the archive, for the path `/<sha256>` of a media address. */
export async function storedFile(archiveFolder: string, pathname: string): Promise<Response> {
  const hash = /^\/([0-9a-f]{64})$/.exec(pathname)?.[1]
  if (hash === undefined) return refusal(404)
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = new Uint8Array(await readFile(join(archiveFolder, 'files', hash.slice(0, 2), hash)))
  } catch {
    return refusal(404)
  }
  const type = safeTypeOf(bytes)
  // An HTML or SVG attachment must never run in our origin: only pictures and sound are shown, by their own bytes.
  if (type === null) return refusal(415)
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'max-age=31536000, immutable',
    },
  })
}

const signatures: readonly (readonly [type: string, offset: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['image/avif', 4, 'ftypavif'],
  ['image/bmp', 0, 'BM'],
  ['audio/wav', 8, 'WAVE'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xff\xfb'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['video/mp4', 4, 'ftyp'],
  ['video/webm', 0, '\x1aE\xdf\xa3'],
]

function safeTypeOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 32)).toString('latin1')
  const match = signatures.find(([, offset, signature]) => start.startsWith(signature, offset))
  return match?.[0] ?? null
}

function refusal(status: number): Response {
  return new Response(null, { status })
}
