import { expect, it } from 'vitest'
import { AppError } from '@shared/contract/app-error.ts'
import { recordsIn } from './records.ts'
import type { RecordOptions } from './records.ts'

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer, void, undefined> {
  for (let start = 0; start < bytes.length; start += size)
    yield Buffer.from(bytes.subarray(start, start + size))
}

interface Line {
  /** Counted from 1. */
  readonly number: number
  readonly value?: unknown
  readonly fault?: string
}

async function linesOf(
  text: string | Buffer,
  chunk = 65_536,
  options: RecordOptions = {},
): Promise<readonly Line[]> {
  const found: Line[] = []
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
  for await (const record of recordsIn(inChunks(bytes, chunk), 'log.jsonl', { ...options, isLines: true })) {
    const number = record.index + 1
    try {
      found.push({ number, value: record.parse() })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      found.push({ number, fault: error.message })
    }
  }
  return found
}

/** What a reader without streams would say of each line. */
function plainly(text: string): readonly Line[] {
  return text.split('\n').flatMap((line, index): Line[] => {
    if (/^[ \t\r]*$/.test(line)) return []
    try {
      return [{ number: index + 1, value: JSON.parse(line) }]
    } catch {
      return [{ number: index + 1, fault: 'broken' }]
    }
  })
}

const withoutReason = ({ number, value, fault }: Line): Line =>
  fault === undefined ? { number, value } : { number, fault: 'broken' }

it('reads the same lines as splitting and parsing does, in pieces of any size', async () => {
  let state = 7
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const lines = [
    '{"type":"user","text":"hi"}',
    '{"text":"a\\nb \\u2028 \u2028 \\" }{ ünï 漢字 🗂"}',
    '',
    '  \t',
    '[1,[2]]',
    'null',
    '-0.5e2',
    '"x"',
    '{"cut":"o',
    '{"a":1}{"b":2}',
    'nonsense',
    '{"a":}',
    `{"long":"${'y'.repeat(300)}"}`,
  ]
  for (let round = 0; round < 400; round++) {
    const picked = Array.from({ length: below(12) }, () => lines[below(lines.length)] ?? '')
    const text = picked.join(below(2) === 0 ? '\n' : '\r\n') + (below(2) === 0 ? '\n' : '')
    const read = await linesOf(text, 1 + below(below(2) === 0 ? 8 : 500))
    expect(read.map(withoutReason)).toEqual(plainly(text))
  }
})

it('takes a byte order mark, UTF-16, and a file that ends without a newline', async () => {
  const text = '{"a":"ü"}\n\n{"a":"漢"}'
  const wanted = [
    { number: 1, value: { a: 'ü' } },
    { number: 3, value: { a: '漢' } },
  ]
  const marked = Buffer.from(`\ufeff${text}`, 'utf16le')
  for (const file of [Buffer.from(text), Buffer.from(`\ufeff${text}`), marked]) {
    for (const chunk of [1, 5, 1000]) expect(await linesOf(file, chunk)).toEqual(wanted)
  }
  expect(await linesOf('')).toEqual([])
})

it('says what is wrong with a broken line and goes on behind it', async () => {
  const read = await linesOf('{"a":1}\n{"a" 2}\n{"a":3}\n{"a":')
  expect(read.map(({ number, fault }) => [number, fault])).toEqual([
    [1, undefined],
    [2, 'It is not valid JSON: a colon is missing at byte 5 of the record.'],
    [3, undefined],
    [4, 'It is not valid JSON: a value is missing at byte 5 of the record.'],
  ])
})

it('passes over a line that is too large, holds too long a text or is nested too deeply', async () => {
  const text = [
    `{"a":"${'x'.repeat(400)}"}`,
    '{"b":2}',
    `["${'y'.repeat(120)}"]`,
    `[${'"short",'.repeat(20)}1]`,
    '[[[[1]]]]',
    `[${'"short",'.repeat(60)}1]`,
  ].join('\n')
  const limits = { record: 300, string: 100, levels: 3 }
  for (const chunk of [7, 65_536]) {
    const read = await linesOf(text, chunk, { limits })
    expect(
      read.map(({ number, fault }) => [number, fault?.replace(/ \(.*| of more.*| 3 levels.*/, '')]),
    ).toEqual([
      [1, 'It holds a single text'],
      [2, undefined],
      [3, 'It holds a single text'],
      [4, undefined],
      [5, 'It is nested more than'],
      [6, 'It is too large to be read'],
    ])
  }
})

it('passes over a line with a text of 400 MiB without holding it', async () => {
  const mebibyte = Buffer.alloc(2 ** 20, 'x')
  async function* file(): AsyncGenerator<Buffer, void, undefined> {
    yield Buffer.from('{"a":1}\n{"text":"')
    for (let count = 0; count < 400; count++) yield mebibyte
    await Promise.resolve()
    yield Buffer.from('"}\n{"b":2}')
  }
  const before = process.memoryUsage.rss()
  const read: [number, string | null][] = []
  let most = 0
  for await (const record of recordsIn(file(), 'log.jsonl', { isLines: true })) {
    most = Math.max(most, process.memoryUsage.rss() - before)
    read.push([record.index + 1, record.fingerprint === null ? 'refused' : 'read'])
  }
  expect(read).toEqual([
    [1, 'read'],
    [2, 'refused'],
    [3, 'read'],
  ])
  expect(most).toBeLessThan(300 * 2 ** 20)
})

it('gives each line a fingerprint and does not parse those that are known', async () => {
  const prints: (string | null)[] = []
  const file = Buffer.from('{"a":1}\n{"a":2}\n{"a":1}\n')
  for await (const { fingerprint } of recordsIn(inChunks(file, 5), 'x', { isLines: true }))
    prints.push(fingerprint)
  expect(prints[0]).toBe(prints[2])
  expect(prints[0]).not.toBe(prints[1])
  const known: boolean[] = []
  const isKnown = (print: string): boolean => print === prints[1]
  for await (const record of recordsIn(inChunks(file, 5), 'x', { isLines: true, isKnown }))
    known.push(record.isKnown)
  expect(known).toEqual([false, true, false])
})

it('tells how far it has come', async () => {
  const ends: number[] = []
  for await (const { end } of recordsIn(inChunks(Buffer.from('{"a":1}\n{"b":2}\n'), 3), 'x', {
    isLines: true,
  }))
    ends.push(end)
  expect(ends).toEqual([7, 15])
})
