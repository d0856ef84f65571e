/** Where a tall picture may be divided: between two lines of text rather than through one. */

/** Rows alike one after the other that make a gap between lines. */
const gap = 4

/**
 * The lowest row of a band below which the picture may be cut, counted from its top: it lies in a stretch of rows that
 * are all alike. The whole height when there is none. Four bytes a pixel.
 */
export function quietRow(band: Uint8Array, width: number): number {
  const bytesPerRow = width * 4
  const height = band.byteLength / bytesPerRow
  const pixels = Buffer.from(band.buffer, band.byteOffset, band.byteLength)
  let alike = 1
  for (let row = height - 1; row > 0; row--) {
    const start = row * bytesPerRow
    const isAlike = pixels.compare(pixels, start - bytesPerRow, start, start, start + bytesPerRow) === 0
    alike = isAlike ? alike + 1 : 1
    if (alike >= gap) return row + gap / 2
  }
  return height
}
