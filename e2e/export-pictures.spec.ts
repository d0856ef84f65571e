import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { numberedHeight, numberedRowsZip, rowOfColour } from './fixtures/exports.ts'
import { expect, test, type RunningApp } from './launch.ts'
import { type Picture, readPng } from './read-png.ts'

/** Where a numbered picture surely lies, in pixels from the left. */
const columns = [150, 250] as const

/** The number of each row of a picture, null for a row that has none. */
function numbersOf({ rows, channels }: Picture): (number | null)[] {
  return rows.map((row) => {
    const [one, other] = columns.map((x) => rowOfColour([...row.subarray(x * channels, x * channels + 3)]))
    return one === other ? (one ?? null) : null
  })
}

/** Heights of the stretches without a number, in their order. */
function gapsOf(numbers: readonly (number | null)[]): number[] {
  const gaps: number[] = []
  numbers.forEach((number, y) => {
    if (number !== null) return
    if (y === 0 || numbers[y - 1] !== null) gaps.push(0)
    gaps.push((gaps.pop() ?? 0) + 1)
  })
  return gaps
}

async function exported(app: RunningApp, path: string, pieces: '16000' | 'one'): Promise<Picture[]> {
  const files = await app.exports.write({ format: 'png', path, options: { pieces, width: '600' } })
  return await Promise.all(files.map(async (file) => readPng(await readFile(file))))
}

for (const { pixels, pictures, rows, pieces } of [
  { pixels: 500, pictures: 1, rows: 330, pieces: 'one' },
  { pixels: 20_000, pictures: 21, rows: numberedHeight, pieces: 'one' },
  { pixels: 20_000, pictures: 21, rows: numberedHeight, pieces: '16000' },
  { pixels: 200_000, pictures: 208, rows: numberedHeight, pieces: 'one' },
] as const) {
  const form = pieces === 'one' ? 'one file' : 'numbered files'
  const title = `no row is missing or stands twice in a picture of ${pixels.toLocaleString('en')} pixels in ${form}`
  test(title, async ({ app, stemma }) => {
    test.setTimeout(240_000)
    await app.imports.drop([await numberedRowsZip(stemma.folder, pictures, rows)])
    await app.imports.expectDone('Conversation imported successfully')
    const files = await exported(app, join(stemma.folder, 'rows.png'), pieces)
    expect(files.length).toBe(pieces === 'one' ? 1 : 2)
    const height = files.reduce((sum, file) => sum + file.height, 0)
    expect(Math.abs(height - pixels) / pixels, `${height} pixels`).toBeLessThan(0.1)

    const numbers = files.flatMap(numbersOf)
    const found = numbers.filter((number) => number !== null)
    expect(found.length).toBe(pictures * rows)
    const misplaced = found.findIndex((number, index) => number !== index)
    expect(misplaced, 'the first row out of its place').toBe(-1)
    // Between the pictures stand heads of messages, all alike: what is missing or doubled there changes a height.
    const between = gapsOf(numbers).slice(1, -1)
    expect(between).toHaveLength(pictures - 1)
    expect(new Set(between).size).toBeLessThanOrEqual(1)
  })
}

test('a picture that takes long tells how far it is, and leaves no file when it is cancelled', async ({
  app,
  stemma,
}) => {
  await app.imports.drop([await numberedRowsZip(stemma.folder, 40)])
  await app.imports.expectDone('Conversation imported successfully')
  await app.library.open('Numbered rows 40')
  await app.exports.answerWith(join(stemma.folder, 'rows.png'))
  await app.exports.open()
  await app.exports.format('PNG').check()
  await app.exports.submit.click()
  const status = app.window.getByRole('contentinfo')
  await expect(status.getByRole('progressbar', { name: 'Exporting 1 conversation' })).toBeVisible()
  await expect(status).toContainText(/drawing \d+ %/)
  await status.getByRole('button', { name: 'Cancel' }).click()
  await app.exports.expectDone('Export cancelled')
  await expect(status.getByRole('progressbar')).toHaveCount(0)
  expect((await readdir(stemma.folder)).filter((name) => name.startsWith('rows.'))).toEqual([])
})
