import { describe, expect, it } from 'vitest'
import { fileNameBy, fileNameOf, uniqueName } from './file-names.ts'

describe('a file name from a title', () => {
  it.each([
    ['My Project: Ideas / v2?', 'My Project - Ideas - v2'],
    ['a/b', 'a-b'],
    ['a\\b', 'a-b'],
    ['a*?"<>|b', 'a-b'],
    ['CON', 'CON_'],
    ['aux.json', 'aux_.json'],
    ['NUL.', 'NUL_'],
    ['a.', 'a'],
    ['a ', 'a'],
    ['.', 'conversation'],
    ['..', 'conversation'],
    ['', 'conversation'],
    [null, 'conversation'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['a\0b', 'ab'],
    ['-rf', 'rf'],
    ['../../etc/passwd', 'etc-passwd'],
    ['line\nbreak', 'line break'],
  ])('%j becomes %j', (title, name) => {
    expect(fileNameOf(title)).toBe(name)
  })

  it.each(['a'.repeat(300), '漢'.repeat(86), '👩‍👩‍👧‍👦'.repeat(60), 'é'.normalize('NFD').repeat(200)])(
    'is short enough for every system: %#',
    (title) => {
      const name = fileNameOf(title)
      expect(name.length).toBeLessThanOrEqual(100)
      expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200)
      expect(name).not.toBe('')
      expect(name.isWellFormed()).toBe(true)
    },
  )

  it('is the same for both ways of writing an accent', () => {
    expect(fileNameOf('café'.normalize('NFD'))).toBe(fileNameOf('café'.normalize('NFC')))
  })
})

it('never gives two files the same name, on systems that ignore case neither', () => {
  const taken = new Set<string>()
  const names = ['A.md', 'a.md', 'A.md', 'a (2).md'].map((name) => uniqueName(name, taken))
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(4)
  expect(names[0]).toBe('A.md')
})

describe('a name by a template', () => {
  const facts = {
    title: 'Q: tides/ebb?',
    createdAt: new Date(2024, 2, 5, 23, 30).getTime(),
    source: 'chatgpt',
    model: null,
  }
  const now = new Date(2026, 10, 21, 14).getTime()

  it.each([
    ['{date} {title}', '2024-03-05 Q - tides-ebb'],
    ['{source}_{title}_{today}', 'chatgpt_Q - tides-ebb_2026-11-21'],
    ['{title} ({model})', 'Q - tides-ebb ()'],
    ['{model}', 'Q - tides-ebb'],
    ['{../}{title}', '{..-}Q - tides-ebb'],
    ['My {nonsense}', 'My {nonsense}'],
    ['{constructor} {title}', '{constructor} Q - tides-ebb'],
  ])('%s', (template, name) => {
    expect(fileNameBy(template, facts, now)).toBe(name)
  })

  it('is no longer than any other, and leaves out a date that nobody knows', () => {
    expect(fileNameBy('{title}{title}', { ...facts, title: 'x'.repeat(90) }, now)).toHaveLength(100)
    expect(fileNameBy('{date} {title}', { ...facts, createdAt: null }, now)).toBe('Q - tides-ebb')
  })
})
