import { crc32, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { encodePng } from './png-encoder.ts'
import { quietRow } from './quiet-row.ts'

/** Rows of four bytes a pixel (B, G, R, A) in which no two pixels are alike. */
function pixels(width: number, from: number, rows: number): Uint8Array {
  const bytes = new Uint8Array(width * rows * 4)
  for (let i = 0; i < width * rows; i++) {
    const n = from * width + i
    bytes.set([n * 7, n >> 3, n * 13, 255], i * 4)
  }
  return bytes
}

async function encoded(width: number, height: number, bands: readonly Uint8Array[]): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const given = async function* (): AsyncGenerator<Uint8Array> {
    yield* bands
  }
  for await (const chunk of encodePng({ width, height }, given())) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A decoder of its own: chunks by their lengths, then the filter "Up" taken back. Answers R, G, B of all pixels. */
function decoded(file: Buffer): { width: number; height: number; rgb: Buffer } {
  const width = file.readUInt32BE(16)
  const height = file.readUInt32BE(20)
  const data: Buffer[] = []
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(data))
  const rgb = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    if (raw[y * (width * 3 + 1)] !== 2) throw new Error('another filter')
    for (let x = 0; x < width * 3; x++) {
      const above = y === 0 ? 0 : (rgb[(y - 1) * width * 3 + x] ?? 0)
      rgb[y * width * 3 + x] = (raw[y * (width * 3 + 1) + 1 + x] ?? 0) + above
    }
  }
  return { width, height, rgb }
}

it.each([
  ['one band', [30]],
  ['bands of different heights', [7, 1, 19, 3]],
  ['a band for each row', Array.from({ length: 30 }, () => 1)],
])('writes every row once, in its place: %s', async (_name, heights) => {
  const width = 17
  let from = 0
  const bands = heights.map((rows) => {
    const band = pixels(width, from, rows)
    from += rows
    return band
  })
  const picture = decoded(await encoded(width, 30, bands))
  const whole = pixels(width, 0, 30)
  const expected = Buffer.alloc(width * 30 * 3)
  for (let i = 0; i < width * 30; i++)
    expected.set([whole[i * 4 + 2] ?? 0, whole[i * 4 + 1] ?? 0, whole[i * 4] ?? 0], i * 3)
  expect(picture).toEqual({ width, height: 30, rgb: expected })
})

it('fails rather than writing a picture with rows missing', async () => {
  await expect(encoded(4, 10, [pixels(4, 0, 9)])).rejects.toThrow('10 rows')
})

it('cuts a tall picture between lines, not through one', () => {
  const width = 5
  const band = pixels(width, 0, 40)
  // Rows 20 to 29 are blank paper.
  band.fill(255, 20 * width * 4, 30 * width * 4)
  const cut = quietRow(band, width)
  expect(cut).toBeGreaterThan(20)
  expect(cut).toBeLessThan(30)
  expect(quietRow(pixels(width, 0, 40), width)).toBe(40)
})

it('carries a true checksum in every chunk', async () => {
  const file = await encoded(4, 10, [pixels(4, 0, 10)])
  for (let at = 8; at < file.length;) {
    const end = at + 8 + file.readUInt32BE(at)
    expect(file.readUInt32BE(end)).toBe(crc32(file.subarray(at + 4, end)))
    at = end + 4
  }
})

async function* failing(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(8)
  throw new Error('the window is gone')
}

async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of chunks) expect(chunk).toBeDefined()
}

it('passes on that a page could not be drawn', async () => {
  await expect(readAll(encodePng({ width: 2, height: 9 }, failing()))).rejects.toThrow('the window is gone')
})
