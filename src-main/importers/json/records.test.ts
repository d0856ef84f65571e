import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { AppError } from '@shared/contract/app-error.ts'
import type { ErrorKind } from '@shared/contract/app-error.ts'
import { recordsIn } from './records.ts'
import type { RecordOptions } from './records.ts'

/** A deterministic source of chance, so that a failing run can be run again. */
function chance(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer, void, undefined> {
  for (let start = 0; start < bytes.length; start += size)
    yield Buffer.from(bytes.subarray(start, start + size))
}

interface Read {
  readonly values: unknown[]
  readonly failures: { readonly index: number; readonly reason: string; readonly kind: ErrorKind }[]
  readonly error: AppError | null
  readonly ends: number[]
  readonly fingerprints: (string | null)[]
}

async function read(text: string | Buffer, options: RecordOptions & { chunk?: number } = {}): Promise<Read> {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text)
  const result: Read = { values: [], failures: [], error: null, ends: [], fingerprints: [] }
  try {
    for await (const record of recordsIn(inChunks(bytes, options.chunk ?? 65_536), 'chats.json', options)) {
      expect(record.index).toBe(result.ends.length)
      result.ends.push(record.end)
      result.fingerprints.push(record.fingerprint)
      try {
        result.values.push(record.parse())
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        result.failures.push({ index: record.index, reason: error.message, kind: error.kind })
      }
    }
    return result
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...result, error }
  }
}

/** Whether JSON.parse takes the whole file. */
function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString().replace('\ufeff', ''))
    return true
  } catch {
    return false
  }
}

const chat = (title: string, more = ''): string => `{"title":${JSON.stringify(title)},"mapping":{}${more}}`

describe('whole files', () => {
  it('gives the elements of a list, of any type', async () => {
    const { values, error } = await read(' [ {"a":1} , [2,[3]] ,\n"four, ]", 5.5e1,true,null,-0 , "" ] \n')
    expect(error).toBeNull()
    expect(values).toEqual([{ a: 1 }, [2, [3]], 'four, ]', 55, true, null, -0, ''])
  })

  it('takes an empty list for what it is', async () => {
    expect(await read('[]')).toMatchObject({ values: [], error: null })
    expect(await read('\ufeff [ \n ] ')).toMatchObject({ values: [], error: null })
  })

  it('gives a single object as the only record', async () => {
    const text = `{"mapping": {"a": "}"}}`
    expect(await read(`  ${text}\n`)).toMatchObject({ values: [{ mapping: { a: '}' } }], error: null })
  })

  it('finds the list inside a wrapper, behind other keys, in pieces of any size', async () => {
    const text = `{ "version" : "1,]", "skip":[{"chats":[0]}], "d\\u0061ta" : {"x":null,"chats":[{"a":1},{"a":2}], "y":[]}, "z":1}`
    for (const chunk of [1, 3, 1000]) {
      expect(await read(text, { path: 'data/chats', chunk })).toMatchObject({
        values: [{ a: 1 }, { a: 2 }],
        error: null,
      })
    }
    expect(await read('[{"a":1}]', { path: 'chats' })).toMatchObject({ values: [{ a: 1 }], error: null })
    expect((await read(text, { path: 'nothing' })).error).toMatchObject({ kind: 'unsupported-file' })
    expect((await read(text, { path: 'version' })).error).toMatchObject({ kind: 'unsupported-file' })
    expect((await read('{"x":[1,2', { path: 'chats' })).error).toMatchObject({ kind: 'corrupt-file' })
  })

  it('reads UTF-8 with a byte order mark and UTF-16 of both orders, with and without one', async () => {
    const text = `[${chat('Ünï 漢字 🗂')},${chat('two')}]`
    const little = Buffer.from(text, 'utf16le')
    const big = Buffer.from(little).swap16()
    const files = [
      Buffer.from(`\ufeff${text}`),
      Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
      little,
      big,
    ]
    for (const file of files) {
      for (const chunk of [1, 3, 10, 1000]) {
        const { values, ends } = await read(file, { chunk })
        expect(values).toEqual(JSON.parse(text))
        expect(Math.abs((ends.at(-1) ?? 0) - file.length)).toBeLessThan(20)
      }
    }
  })

  it('tells how far it has come in bytes of the file', async () => {
    expect((await read(`[${chat('a')}, ${chat('b')}]`)).ends).toEqual([27, 55])
    expect((await read('\ufeff[1,2]')).ends).toEqual([5, 7])
  })

  it('keeps text exactly: escapes, lone surrogates, nulls, repeated keys, great numbers', async () => {
    const text = String.raw`[{"a":"\ud800","b":"x\udc00y","c":"a\u0000b\ufffe\u2028","a":"again","n":1e400,"id":12345678901234567890}]`
    expect((await read(text)).values).toEqual(JSON.parse(text))
  })

  it('does not let a record change what objects are', async () => {
    const { values } = await read('[{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}]')
    expect(Object.hasOwn(values[0] as object, '__proto__')).toBe(true)
    expect('isAdmin' in {}).toBe(false)
  })
})

describe('fingerprints', () => {
  const text = `[ ${chat('one')} , ${chat('two')},${chat('three')} ]`

  it('are of the bytes of the record and the salt, and the same however the file is cut', async () => {
    const expected = ['one', 'two', 'three'].map((title) =>
      createHash('sha1')
        .update(`v1${chat(title)}`)
        .digest('hex'),
    )
    for (const chunk of [1, 7, 1000]) {
      expect((await read(text, { chunk, fingerprintSalt: 'v1' })).fingerprints).toEqual(expected)
    }
  })

  it('let a record that is known pass unparsed', async () => {
    const { fingerprints } = await read(text)
    const known = new Set([fingerprints[1], fingerprints[2]])
    const seen: boolean[] = []
    const isKnown = (fingerprint: string): boolean => known.has(fingerprint)
    for await (const record of recordsIn(inChunks(Buffer.from(text), 1000), 'chats.json', { isKnown })) {
      seen.push(record.isKnown)
    }
    expect(seen).toEqual([false, true, true])
  })

  it('cannot be read from a record that has passed', async () => {
    const reading = recordsIn(inChunks(Buffer.from(text), 1000), 'chats.json')
    const first = await reading.next()
    await reading.next()
    expect(() => first.value?.parse()).toThrow('after the next one')
    await reading.return()
  })
})

describe('damaged files', () => {
  it('gives the whole records of a file that was cut off, and then says so', async () => {
    const text = `[${chat('one')},${chat('two')},${chat('three')}]`
    const { values, error } = await read(text.slice(0, -10))
    expect(values).toHaveLength(2)
    expect(error).toMatchObject({
      kind: 'corrupt-file',
      message: expect.stringContaining('middle of record 3') as string,
    })
    const unclosed = await read(text.slice(0, -1))
    expect(unclosed.values).toHaveLength(3)
    expect(unclosed.error?.message).toContain('before its list is closed')
  })

  it('says what is wrong with a file that is empty, no JSON, or longer than its list', async () => {
    expect((await read(' \n ')).error).toMatchObject({
      kind: 'corrupt-file',
      message: expect.stringContaining('empty') as string,
    })
    expect((await read('<html>')).error).toMatchObject({ kind: 'unsupported-file' })
    expect((await read(Buffer.from('89504e470d0a1a0a', 'hex'))).error).toMatchObject({
      kind: 'unsupported-file',
    })
    expect((await read('[1] [2]')).error).toMatchObject({ kind: 'corrupt-file' })
    expect((await read('{"a":1}{"a":2}')).error).toMatchObject({ kind: 'corrupt-file' })
  })

  it('gives the records around one that is not JSON, and the place where that goes wrong', async () => {
    const bad = [
      '{"a":NaN}',
      '{"a":1,}',
      '{"a":"\\x"}',
      '{"a" "b"}',
      '{"a":01}',
      'undefined',
      '',
      '{"a":tru}',
    ]
    for (const record of bad) {
      const { values, failures, error } = await read(
        `[${chat('one')},${record},${chat('two')},${record},${chat('three')}]`,
      )
      expect(error).toBeNull()
      expect(values).toHaveLength(3)
      expect(failures.map(({ index, kind }) => [index, kind])).toEqual([
        [1, 'corrupt-file'],
        [3, 'corrupt-file'],
      ])
    }
    const { failures } = await read('[{"a":1,"b":NaN}]')
    expect(failures[0]?.reason).toBe('It is not valid JSON: a value is missing at byte 11 of the record.')
  })

  it('reports a comma before the end of the list as an empty record', async () => {
    expect(await read('[{"a":1},]')).toMatchObject({
      values: [{ a: 1 }],
      failures: [{ index: 1 }],
      error: null,
    })
  })

  it('finds the next record behind one whose brackets or quotes do not match', async () => {
    for (const bad of [
      '{"title":"x","a":[1}',
      '{"title":"x"y","a":"Hello, world!"}',
      '{"title":"x","a":{"b":1}',
      '{"title":"x"}}',
    ]) {
      for (const chunk of [1, 5, 1000]) {
        const text = `[${bad}, ${chat('one')}, ${chat('two')}, ${bad}, ${chat('three')}, ${chat('four')}]`
        const { values, failures } = await read(text, { chunk })
        expect(values).toEqual(
          expect.arrayContaining(['one', 'two', 'four'].map((title) => ({ title, mapping: {} }))),
        )
        expect(failures.length).toBeGreaterThanOrEqual(2)
      }
    }
  })

  it('does not take the end of an inner list in a damaged record for the end of the file', async () => {
    const bad = '{"title":"x"y","refs":[{"title":"a"}, {"title":"b"}]}'
    const { values, error } = await read(`[${chat('one')}, ${bad}, ${chat('two')}, ${chat('three')}]`)
    expect(error).toBeNull()
    expect(values).toContainEqual({ title: 'two', mapping: {} })
    expect(values).toContainEqual({ title: 'three', mapping: {} })
  })

  it('does not take what only begins like a record for the next one behind a damaged one', async () => {
    const bad = '{"title":"x"y","refs":[{"titles":"a"}, {"titles":"b"}]}'
    const { values } = await read(`[${chat('one')}, ${bad}, ${chat('two')}, ${chat('three')}]`)
    expect(values).toEqual(['one', 'two', 'three'].map((title) => ({ title, mapping: {} })))
  })
})

describe('hostile files', () => {
  it('reports 100,000 levels of nesting and reads the rest', async () => {
    const deep = [
      '['.repeat(100_000) + ']'.repeat(100_000),
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      `{"title":${'['.repeat(513)}${']'.repeat(513)}}`,
    ]
    for (const value of deep) {
      const text = `[${chat('one')},${chat('two')},${value},${chat('three')},${chat('four')}]`
      const { values, failures, error } = await read(text)
      expect(error).toBeNull()
      expect(values).toHaveLength(4)
      expect(failures).toEqual([
        { index: 2, kind: 'corrupt-file', reason: expect.stringContaining('512 levels') as string },
      ])
    }
    const justRight = `[{"title":${'['.repeat(511)}${']'.repeat(511)}}]`
    expect((await read(justRight)).failures).toEqual([])
  })

  it('passes over a record or a text beyond the limits without holding it', async () => {
    const limits = { record: 100_000, string: 20_000 }
    const long = `{"title":"${'x'.repeat(30_000)}"}`
    const large = `{"title":1,"list":[${'"abc",'.repeat(30_000)}1]}`
    const text = `[${chat('one')},${chat('two')},${long},${large},${chat('three')}]`
    for (const chunk of [1000, 10_000_000]) {
      const { values, failures, error } = await read(text, { limits, chunk })
      expect(error).toBeNull()
      expect(values).toHaveLength(3)
      expect(failures.map(({ index, kind }) => [index, kind])).toEqual([
        [2, 'file-too-large'],
        [3, 'file-too-large'],
      ])
    }
  })

  it('reads a list of 200 MiB and one record of 200 MiB in little memory', async () => {
    const mebibyte = Buffer.alloc(2 ** 20, 'x')
    async function* large(): AsyncGenerator<Buffer, void, undefined> {
      yield Buffer.from('[{"title":"a","text":"')
      for (let count = 0; count < 200; count++) {
        yield mebibyte
        yield Buffer.from(count === 99 ? '"},{"title":"b","list":["' : count > 99 ? '","' : '","t":"')
      }
      await Promise.resolve()
      yield Buffer.from('"]},{"title":"c"}]')
    }
    const before = process.memoryUsage.rss()
    const kinds: (string | null)[] = []
    for await (const record of recordsIn(large(), 'large.json', {
      limits: { record: 8 * 2 ** 20, string: 64 * 2 ** 20 },
    })) {
      kinds.push(record.fingerprint === null ? 'refused' : 'read')
    }
    expect(kinds).toEqual(['refused', 'refused', 'read'])
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 2 ** 20)
  })

  it('stops when cancelled', async () => {
    const controller = new AbortController()
    const text = `[${Array.from({ length: 1000 }, (_, index) => chat(`${index}`)).join(',')}]`
    let seen = 0
    const reading = (async () => {
      for await (const record of recordsIn(inChunks(Buffer.from(text), 100), 'chats.json', {
        signal: controller.signal,
      })) {
        if (record.index === 10) controller.abort()
        seen++
      }
    })()
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' })
    expect(seen).toBeLessThan(20)
  })

  it('closes the file when the reader stops early', async () => {
    let isClosed = false
    async function* file(): AsyncGenerator<Buffer, void, undefined> {
      try {
        for (;;) {
          yield Buffer.from(isClosed ? '' : '{"a":1},'.padStart(9, '['))
          await Promise.resolve()
        }
      } finally {
        isClosed = true
      }
    }
    for await (const record of recordsIn(file(), 'endless.json')) {
      expect(record.index).toBe(0)
      break
    }
    expect(isClosed).toBe(true)
  })
})

describe('against JSON.parse', () => {
  const pieces = [
    '}, {"title":',
    '"',
    '\\',
    ']',
    '[',
    '{',
    '},',
    '漢字かな',
    '🗂',
    '\ud83d',
    'é',
    '\n',
    'x'.repeat(60),
    '\\"',
    '\u0000',
    '{"title":"',
  ]

  function randomText(random: (below: number) => number): string {
    return Array.from({ length: random(6) }, () => pieces[random(pieces.length)] ?? '').join('')
  }

  function randomValue(random: (below: number) => number, depth: number): unknown {
    switch (random(depth > 3 ? 4 : 7)) {
      case 0:
        return random(1000) / 8
      case 1:
        return [true, false, null][random(3)]
      case 2:
      case 3:
        return randomText(random)
      case 4:
        return Array.from({ length: random(4) }, () => randomValue(random, depth + 1))
      case 5:
        return Array.from({ length: random(3) + 1 }, () => ({ title: randomText(random) }))
      default:
        return { title: randomText(random), [randomText(random)]: randomValue(random, depth + 1) }
    }
  }

  function randomFile(random: (below: number) => number): string {
    const isUniform = random(3) > 0
    const elements = Array.from({ length: random(12) }, () =>
      isUniform ? { title: randomText(random), mapping: randomValue(random, 0) } : randomValue(random, 0),
    )
    const texts = elements.map((element) => JSON.stringify(element))
    switch (random(4)) {
      case 0:
        return `[${texts.join(', ').replaceAll('},{', '}, {')}]`
      case 1:
        return JSON.stringify(elements, null, 2)
      case 2:
        return `\ufeff\n[ ${texts.join(' ,\r\n\t')} ]\n`
      default:
        return `[${texts.join(',')}]`
    }
  }

  const sizes = [1, 2, 3, 7, 16, 64, 300, 4096]

  it('gives the same values for 10,000 random files in pieces of any size', async () => {
    for (let seed = 1; seed <= 10_000; seed++) {
      const random = chance(seed)
      const text = randomFile(random)
      const { values, failures, error } = await read(text, { chunk: sizes[random(sizes.length)] ?? 1 })
      expect(error, `seed ${seed}`).toBeNull()
      expect(failures, `seed ${seed}`).toEqual([])
      expect(JSON.stringify(values), `seed ${seed}`).toBe(
        JSON.stringify(JSON.parse(text.replace('\ufeff', ''))),
      )
    }
  })

  it('never ends quietly when one of 2,000 random files is cut off anywhere', async () => {
    const wrong: number[] = []
    for (let seed = 1; seed <= 2000; seed++) {
      const random = chance(seed)
      const bytes = Buffer.from(randomFile(random).trimEnd())
      const whole = JSON.parse(bytes.toString().replace('\ufeff', '')) as unknown[]
      // Half a byte order mark alone is no JSON at all.
      const cut = bytes.subarray(0, Math.max(random(bytes.length), bytes[0] === 0xef ? 3 : 0))
      const { values, failures, error } = await read(cut, { chunk: sizes[random(sizes.length)] ?? 1 })
      const isPrefix = JSON.stringify(values) === JSON.stringify(whole.slice(0, values.length))
      const isSaid = error?.kind === 'corrupt-file' && failures.length === 0 && isPrefix
      // Cut right after an inner list it looks damaged, not cut off; then the damaged record is told.
      const isTold = cut.toString().trimEnd().endsWith(']') && failures.length > 0
      if (!isSaid && !isTold) wrong.push(seed)
    }
    expect(wrong).toEqual([])
  })

  it('never takes one of 2,000 files with bytes changed at random for a whole one', async () => {
    const wrong: number[] = []
    for (let seed = 1; seed <= 2000; seed++) {
      const random = chance(seed)
      const bytes = Buffer.from(randomFile(random))
      for (let count = random(4); count >= 0; count--) bytes[random(bytes.length)] = random(256)
      const { failures, error } = await read(bytes, { chunk: sizes[random(sizes.length)] ?? 1 })
      if (failures.length === 0 && error === null && !isJson(bytes)) wrong.push(seed)
    }
    expect(wrong).toEqual([])
  })
})
