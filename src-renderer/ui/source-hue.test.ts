import { expect, it } from 'vitest'
import { hueOf } from './source-hue.ts'

it('gives every source one of the ten hues of the style sheet, also one that nobody has thought of', () => {
  for (const source of ['grok', 'deepseek', 'a product of next year', '月', '']) {
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(hueOf(source))
  }
})

it('does not paint all of the lesser-known sources alike', () => {
  expect(
    new Set(['grok', 'deepseek', 'jan', 'mistral', 'codex', 'lobechat'].map(hueOf)).size,
  ).toBeGreaterThan(3)
})

it('never shows two of the best-known sources in one colour', () => {
  const hues = ['chatgpt', 'claude', 'gemini', 'librechat', 'open-webui'].map(hueOf)
  expect(new Set(hues).size).toBe(hues.length)
})
