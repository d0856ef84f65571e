/** Reads a PNG without the product's own code, so that what it writes is judged by another. */
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** Rows from the top, `channels` bytes a pixel. */
  readonly pixels: Buffer
}

/** Decodes an 8-bit RGB or RGBA picture without interlacing. */
export function readPng(file: Buffer): Picture {
  if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('This is no PNG.')
  const width = file.readUInt32BE(16)
  const height = file.readUInt32BE(20)
  const channels = { 2: 3, 6: 4 }[file[25] ?? 0]
  if (file[24] !== 8 || channels === undefined) throw new Error('Only 8-bit RGB and RGBA are read here.')
  const data: Buffer[] = []
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return {
    width,
    height,
    channels,
    pixels: unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels),
  }
}

/** Numbers of the rows in which not all pixels are the same. */
export function rowsWithInk({ width, height, channels, pixels }: Picture): number[] {
  const rows: number[] = []
  for (let y = 0; y < height; y++) {
    const row = pixels.subarray(y * width * channels, (y + 1) * width * channels)
    const first = row.subarray(0, channels)
    for (let x = channels; x < row.length; x += channels) {
      if (row.compare(first, 0, channels, x, x + channels) !== 0) {
        rows.push(y)
        break
      }
    }
  }
  return rows
}

/** Takes back the filters of PNG's chapter 9, row by row. */
function unfilter(raw: Buffer, stride: number, height: number, bytes: number): Buffer {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const value = raw[y * (stride + 1) + 1 + x] ?? 0
      const left = x >= bytes ? (out[y * stride + x - bytes] ?? 0) : 0
      const up = y > 0 ? (out[(y - 1) * stride + x] ?? 0) : 0
      const corner = x >= bytes && y > 0 ? (out[(y - 1) * stride + x - bytes] ?? 0) : 0
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]
      if (predicted === undefined) throw new Error(`There is no filter ${filter}.`)
      out[y * stride + x] = (value + predicted) & 255
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
