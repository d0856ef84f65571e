/** Reads a PNG without the product's own code, so that what it writes is judged by another. */
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly channels: number
  /** Rows from the top, `channels` bytes a pixel. */
  readonly rows: readonly Buffer[]
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
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * channels
  if (raw.length !== (stride + 1) * height) throw new Error('The picture has not as many rows as it says.')
  return { width, height, channels, rows: unfilter(raw, stride, height, channels) }
}

/** Numbers of the rows in which not all pixels are the same. */
export function rowsWithInk({ channels, rows }: Picture): number[] {
  return rows.flatMap((row, y) => {
    const first = row.subarray(0, channels)
    for (let x = channels; x < row.length; x += channels) {
      if (row.compare(first, 0, channels, x, x + channels) !== 0) return [y]
    }
    return []
  })
}

/** Takes back the filters of PNG's chapter 9, row by row and in place. */
function unfilter(raw: Buffer, stride: number, height: number, bytes: number): Buffer[] {
  const rows: Buffer[] = []
  let above: Buffer = Buffer.alloc(stride)
  for (let y = 0; y < height; y++) {
    const start = y * (stride + 1)
    const row = raw.subarray(start + 1, start + 1 + stride)
    takeBack(raw[start] ?? 0, row, above, bytes)
    rows.push(row)
    above = row
  }
  return rows
}

function takeBack(filter: number, row: Buffer, above: Buffer, bytes: number): void {
  const left = (x: number): number => (x >= bytes ? (row[x - bytes] ?? 0) : 0)
  const up = (x: number): number => above[x] ?? 0
  const corner = (x: number): number => (x >= bytes ? (above[x - bytes] ?? 0) : 0)
  const add = (x: number, predicted: number): void => {
    row[x] = ((row[x] ?? 0) + predicted) & 255
  }
  if (filter > 4) throw new Error(`There is no filter ${filter}.`)
  if (filter === 1) for (let x = 0; x < row.length; x++) add(x, left(x))
  if (filter === 2) for (let x = 0; x < row.length; x++) add(x, up(x))
  if (filter === 3) for (let x = 0; x < row.length; x++) add(x, (left(x) + up(x)) >> 1)
  if (filter === 4) for (let x = 0; x < row.length; x++) add(x, paeth(left(x), up(x), corner(x)))
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [a, b, c] = [Math.abs(estimate - left), Math.abs(estimate - up), Math.abs(estimate - corner)]
  if (a <= b && a <= c) return left
  return b <= c ? up : corner
}
