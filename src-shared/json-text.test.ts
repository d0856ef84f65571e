import { expect, it } from 'vitest'
import { layOutJson, objectsNamed } from './json-text.ts'

it('lays JSON out as every program does', () => {
  const value = { a: [1, { b: null, 'c "d"': 'x\\"y\\\\' }, [], {}], e: 'line\nline', f: [[]], g: true }
  expect(layOutJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2))
  expect(layOutJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2))
})

it('leaves every number, escape and repeated key as it was written', () => {
  expect(layOutJson('{"n":12345678901234567890.10,"n":1e999,"s":"\\u00e9\\/"}')).toBe(
    '{\n  "n": 12345678901234567890.10,\n  "n": 1e999,\n  "s": "\\u00e9\\/"\n}',
  )
})

it('begins a line for each value of a file that has a value a line', () => {
  expect(layOutJson('{"a":1}\n\n[]\n"b"\n')).toBe('{\n  "a": 1\n}\n[]\n"b"')
})

it('stops where enough is shown, also inside one long text', () => {
  expect(layOutJson(`["${'x'.repeat(1000)}"]`, 20)).toHaveLength(20)
  expect(layOutJson('[1,2,3]', 5)).toBe('[\n  1')
})

it('comes to an end with anything', () => {
  for (const text of ['', '{', '"', '"\\', '}}]', '{"a":', 'nul{,:', '\u0000']) {
    expect(typeof layOutJson(text)).toBe('string')
    expect(objectsNamed(text, 'a')).toEqual([])
  }
})

it('finds the whole record of a message, not a part of it that says the same', () => {
  const node = { id: 'm2', message: { id: 'm2', content: 'with "m2" and {' }, parent: 'm1' }
  const record = { id: 'c', current_node: 'm2', mapping: { m1: { id: 'm1', children: ['m2'] }, m2: node } }
  expect(objectsNamed(JSON.stringify(record), 'm2')).toEqual([JSON.stringify(node)])
})

it('finds a message by the key it stands under, by a number, and at every place where it stands', () => {
  expect(objectsNamed('{"messages":{"a":{"role":"user"},"b":{}}}', 'a')).toEqual(['{"role":"user"}'])
  expect(objectsNamed('[{"id": 7, "n":[70]},{"id":70}]', '7')).toEqual(['{"id": 7, "n":[70]}'])
  expect(objectsNamed('{"uuid":"x","t":1}\n{"uuid":"y"}\n{"uuid":"x","t":2}', 'x')).toHaveLength(2)
  expect(objectsNamed('{"parentId":"x","reply_to":"x"}', 'x')).toEqual([])
})
