import { describe, expect, it } from 'vitest'
import { samplePaths } from './key-paths.ts'
import type { Sample } from './key-paths.ts'

const sampleOf = (text: string): Sample => samplePaths(Buffer.from(text))

const typesAt = (sample: Sample, path: string): string[] => [...(sample.paths.get(path) ?? [])].toSorted()

const chatgpt = {
  title: 'Trip, {to} "Oslo"',
  mapping: {
    'aaa-bbb': { id: 'aaa-bbb', message: null, children: [] },
    'ccc-ddd': { message: { author: { role: 'user' } } },
  },
  current_node: 'ccc-ddd',
}

describe('samplePaths', () => {
  it('tells the keys of a list of conversations, with ids as any key', () => {
    const sample = sampleOf(JSON.stringify([chatgpt, chatgpt]))
    expect(sample).toMatchObject({ shape: 'array', elements: 2 })
    expect(typesAt(sample, '[]')).toEqual(['object'])
    expect(typesAt(sample, '[]/title')).toEqual(['string'])
    expect(typesAt(sample, '[]/mapping')).toEqual(['object'])
    expect(typesAt(sample, '[]/mapping/aaa-bbb/message')).toEqual(['null'])
    expect(typesAt(sample, '[]/mapping/*/message')).toEqual(['null', 'object'])
    expect(typesAt(sample, '[]/mapping/*/message/author/role')).toEqual(['string'])
    expect(sample.paths.has('[]/Oslo')).toBe(false)
  })

  it('tells the keys of a single object and of a list inside it', () => {
    const sample = sampleOf(
      JSON.stringify({ version: 1.5, conversations: [{ uuid: 'x', ok: true }] }, null, 2),
    )
    expect(sample.shape).toBe('object')
    expect(typesAt(sample, 'version')).toEqual(['number'])
    expect(typesAt(sample, 'conversations/[]/uuid')).toEqual(['string'])
    expect(typesAt(sample, 'conversations/[]/ok')).toEqual(['boolean'])
  })

  it('tells lines of objects from one object', () => {
    const sample = sampleOf('{"type":"session"}\n{"type":"message","text":"a"}\n')
    expect(sample).toMatchObject({ shape: 'lines', elements: 2 })
    expect(typesAt(sample, '[]/type')).toEqual(['string'])
    expect(typesAt(sample, '[]/text')).toEqual(['string'])
  })

  it('takes a start that is cut off anywhere, without inventing keys from the text it is cut in', () => {
    const text = JSON.stringify([
      { text: 'say {"fake": [1, {"keys": 2}]}, "more": 3', mapping: { a: { message: 1 } } },
    ])
    const whole = sampleOf(text)
    for (let length = 0; length <= text.length; length++) {
      for (const path of sampleOf(text.slice(0, length)).paths.keys())
        expect(whole.paths.has(path)).toBe(true)
    }
  })

  it('sees the second record behind a damaged or empty first one', () => {
    for (const first of ['{}', '{"title":NaN,}', 'null', '{"title" "x"}', '{"title":"x","list":[1,,2]}']) {
      const sample = sampleOf(`[${first},${JSON.stringify(chatgpt)}]`)
      expect(sample.paths.has('[]/mapping/*/message')).toBe(true)
    }
  })

  it('looks at the first twenty elements only', () => {
    const sample = sampleOf(JSON.stringify([...Array.from({ length: 20 }, () => ({ a: 1 })), { late: 1 }]))
    expect(sample.elements).toBe(20)
    expect(sample.paths.has('[]/late')).toBe(false)
  })

  it('reads byte order marks, UTF-16 and escaped keys', () => {
    const text = String.raw`[{"m\u0061pping":{}}]`
    expect(sampleOf(`\ufeff${text}`).paths.has('[]/mapping')).toBe(true)
    expect(samplePaths(Buffer.from(`\ufeff${text}`, 'utf16le')).paths.has('[]/mapping')).toBe(true)
  })

  it('calls everything else other', () => {
    for (const text of ['', '<html>', 'Conversation,Time\n', '"text"', '\u0089PNG'])
      expect(sampleOf(text).shape).toBe('other')
    expect(sampleOf('[]')).toMatchObject({ shape: 'array', elements: 0 })
  })
})
