/** Hands exported files on without opening them: to the clipboard, or to another program under the mouse. */
import { open, readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import electron, { app, clipboard, nativeImage, type WebContents } from 'electron'
import { AppError } from '@shared/contract/app-error.ts'

/** Bytes of the longest text; more than that no editor takes out of a clipboard. */
const longestText = 10_000_000
/** Pixels of the largest picture: it stands unpacked in the memory of every program that looks at it. */
const mostPixels = 60_000_000
const texts: ReadonlySet<string> = new Set(['.txt', '.md', '.json', '.csv', '.html'])

/** Puts a file on the clipboard: a PNG as a picture, a text as that text. Throws AppError for others and for too large ones. */
export async function copyFile(path: string): Promise<void> {
  const extension = extname(path).toLowerCase()
  if (extension === '.png') return await copyPicture(path)
  if (!texts.has(extension)) {
    throw new AppError(
      'unsupported-file',
      `${basename(path)} is neither a text nor a picture that could be copied.`,
    )
  }
  const { size } = await stat(path)
  if (size > longestText) throw tooLarge(path)
  await clipboard.writeText(await readFile(path, 'utf8'))
}

/** Lets the system carry files on that are being dragged out of the window. */
export async function dragFiles(contents: WebContents, paths: readonly string[]): Promise<void> {
  const [first] = paths
  if (first === undefined) return
  const icon = await app.getFileIcon(first, { size: 'normal' })
  contents.startDrag({ file: first, files: [...paths], icon })
}

async function copyPicture(path: string): Promise<void> {
  const { width, height } = await sizeOfPng(path)
  if (width * height > mostPixels) throw tooLarge(path)
  // Electron 33 has a function of its own for pictures; Electron 45 takes items, as the clipboard of the web does.
  const writeImage: unknown = Reflect.get(clipboard, 'writeImage')
  if (typeof writeImage === 'function') {
    Reflect.apply(writeImage, clipboard, [nativeImage.createFromPath(path)])
  } else {
    const picture = new Blob([await readFile(path)], { type: 'image/png' })
    await clipboard.write([new electron.ClipboardItem({ 'image/png': picture })])
  }
}

/** Width and height stand in bytes 16 to 23 (PNG specification, 11.2.1). */
async function sizeOfPng(path: string): Promise<{ readonly width: number; readonly height: number }> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(24)
    await file.read(head, 0, head.length, 0)
    return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) }
  } finally {
    await file.close()
  }
}

function tooLarge(path: string): AppError {
  return new AppError(
    'file-too-large',
    `${basename(path)} is too large for the clipboard. Drag the file where you need it, or open its folder.`,
  )
}
