/**
 * Writes a generated export as a zip: `generate-zip.js FILE MEGABYTES ASSETS`, where the conversations take half of the
 * megabytes before they are packed, and so many pictures the rest.
 */
import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { randomFillSync } from 'node:crypto'
import { generateExport } from './generate-chatgpt.ts'
import { ZipFile } from './zip-file.ts'

const [file = '', megabytes = '50', assets = '100'] = process.argv.slice(2)
const pieceSize = 1 << 20

/** About what the conversations leave of the zip once they are packed, for each picture. */
function pictureSize(count: number): number {
  return Math.max(1000, Math.round((Number(megabytes) * 0.8e6) / count))
}

function* piecesOf(path: string): Generator<Buffer> {
  const opened = openSync(path, 'r')
  const piece = Buffer.alloc(pieceSize)
  for (let read = readSync(opened, piece); read > 0; read = readSync(opened, piece))
    yield piece.subarray(0, read)
  closeSync(opened)
}

/** Bytes that begin like a picture and cannot be packed, no two the same. */
function* picture(bytes: number): Generator<Buffer> {
  yield Buffer.from('\x89PNG\r\n\x1A\n', 'latin1')
  yield randomFillSync(Buffer.alloc(bytes))
}

const conversations = `${file}.json`
const generated = generateExport(conversations, Number(megabytes) / 2, Number(assets))
const zip = new ZipFile(file)
zip.add('conversations.json', piecesOf(conversations), true)
for (const id of generated.assets)
  zip.add(`${id}-picture.png`, picture(pictureSize(generated.assets.length)), false)
const bytes = zip.close()
rmSync(conversations)
process.stdout.write(`${JSON.stringify({ ...generated, assets: generated.assets.length, bytes })}\n`)
