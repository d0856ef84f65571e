/**
 * Writes a PNG row by row: only the rows at hand are ever in memory, so a picture may be as tall as the format allows
 * (2,147,483,647 rows). Colour is 8 bits in red, green, blue, without transparency; each row is stored as its
 * difference to the one above (filter "Up"), which suits pages. Format: https://www.w3.org/TR/png-3/.
 */
import { Readable, pipeline } from 'node:stream'
import { constants, crc32, createDeflate } from 'node:zlib'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const upFilter = 2

/**
 * The bytes of a PNG file. `bands` are rows from the top, any number at a time, four bytes a pixel in the order B, G,
 * R, A. Throws when they do not add up to the size.
 */
export async function* encodePng(
  { width, height }: PictureSize,
  bands: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield signature
  yield chunk('IHDR', header(width, height))
  const packed = createDeflate({ level: 6, strategy: constants.Z_FILTERED, chunkSize: 128 * 1024 })
  // The loop hears of a failure through the stream that it reads, so the callback has nothing left to say.
  pipeline(
    Readable.from(filteredRows({ width, height }, bands), { highWaterMark: 1 }),
    packed,
    () => undefined,
  )
  for await (const data of packed) yield chunk('IDAT', data as Uint8Array)
  yield chunk('IEND', new Uint8Array())
}

function header(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  const bitDepth = 8
  const trueColour = 2
  bytes.set([bitDepth, trueColour], 8)
  return bytes
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.byteLength + 12)
  bytes.writeUInt32BE(data.byteLength, 0)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.byteLength + 8)), data.byteLength + 8)
  return bytes
}

async function* filteredRows(
  { width, height }: PictureSize,
  bands: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const bytesPerRow = width * 4
  let above: Uint8Array = new Uint8Array(bytesPerRow)
  let rows = 0
  for await (const band of bands) {
    if (band.byteLength % bytesPerRow !== 0)
      throw new Error(`A band of ${band.byteLength} bytes is no whole rows.`)
    yield filtered(band, above, width)
    rows += band.byteLength / bytesPerRow
    if (band.byteLength > 0) above = band.slice(-bytesPerRow)
  }
  if (rows !== height) throw new Error(`A picture of ${height} rows was given ${rows}.`)
}

/** Rows as the format wants them: a byte that names the filter, then R, G, B less those of the pixel above. */
function filtered(band: Uint8Array, above: Uint8Array, width: number): Uint8Array {
  const bytesPerRow = width * 4
  const rows = band.byteLength / bytesPerRow
  const result = new Uint8Array(rows * (width * 3 + 1))
  let to = 0
  for (let row = 0; row < rows; row++) {
    const start = row * bytesPerRow
    const upper = row === 0 ? above : band.subarray(start - bytesPerRow, start)
    result[to++] = upFilter
    for (let at = 0; at < bytesPerRow; at += 4) {
      result[to++] = (band[start + at + 2] ?? 0) - (upper[at + 2] ?? 0)
      result[to++] = (band[start + at + 1] ?? 0) - (upper[at + 1] ?? 0)
      result[to++] = (band[start + at] ?? 0) - (upper[at] ?? 0)
    }
  }
  return result
}
