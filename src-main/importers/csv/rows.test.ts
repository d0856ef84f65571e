import { expect, it } from 'vitest'
import { csvRows, type CsvRow } from './rows.ts'

async function rowsOf(text: string | Buffer, chunkBytes = 3): Promise<readonly CsvRow[]> {
  const bytes = Buffer.from(text as string)
  const rows: CsvRow[] = []
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += chunkBytes)
      yield await Promise.resolve(bytes.subarray(at, at + chunkBytes))
  }
  for await (const row of csvRows(chunks())) rows.push(row)
  return rows
}

it.each([1, 2, 7, 1000])(
  'keeps commas, quotes and line breaks of a text, read in pieces of %i bytes',
  async (size) => {
    const text = '\uFEFFA,B\r\n"one, ""two""\r\nthree",naïve "word"\r\n\r\n,""\n"a\r",last'
    expect(await rowsOf(text, size)).toEqual([
      { line: 1, fields: ['A', 'B'] },
      { line: 2, fields: ['one, "two"\r\nthree', 'naïve "word"'] },
      { line: 5, fields: ['', ''] },
      { line: 6, fields: ['a\r', 'last'] },
    ])
  },
)

it('reads UTF-16, which Windows tools write', async () => {
  const rows = await rowsOf(
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('A,é\n1,"2"', 'utf16le')]),
    5,
  )
  expect(rows.map(({ fields }) => fields)).toEqual([
    ['A', 'é'],
    ['1', '2'],
  ])
})

it('says that a file which ends inside quotes is cut off', async () => {
  await expect(rowsOf('A,B\n1,"2')).rejects.toMatchObject({ kind: 'corrupt-file' })
})
