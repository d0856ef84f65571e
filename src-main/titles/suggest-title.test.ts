import { expect, it } from 'vitest'
import { suggestTitle } from './suggest-title.ts'

it.each([
  [
    'Hi! Can you please help me plan a weekend trip to Oslo with two small children?',
    'Of course. A weekend trip to Oslo with children works best when you stay near the harbour.',
    'Oslo',
  ],
  [
    'How do I fix “ingress certificate expired” in Kubernetes?',
    'The ingress certificate of Kubernetes is renewed by cert-manager.',
    'certificate',
  ],
  [
    'Wie funktioniert eigentlich die Gezeitenkopplung beim Mond?',
    'Die Gezeitenkopplung …',
    'Gezeitenkopplung',
  ],
  ['Peux-tu m’expliquer la mousse au chocolat sans œufs ?', 'La mousse au chocolat …', 'chocolat'],
  ['你能帮我写一个关于量子计算的介绍吗?', '量子计算是……', '量子计算'],
  ['京都の紅葉の見頃を教えてください', '京都の紅葉は11月です。', '紅葉'],
  ['Напиши, пожалуйста, рецепт борща', 'Рецепт борща: свёкла …', 'борща'],
])('names what “%s” is about, in its own language', (question, answer, telling) => {
  const title = suggestTitle({ question, answer })
  expect(title?.toLowerCase()).toContain(telling.toLowerCase())
  expect(title?.length).toBeLessThanOrEqual(60)
  for (const letters of title?.match(/\p{L}{4,}/gu) ?? []) {
    expect(question.toLowerCase()).toContain(letters.toLowerCase())
  }
})

it('gives the same title each time', () => {
  const exchange = {
    question: 'Compare SQLite and DuckDB for analytics on laptops',
    answer: 'DuckDB is columnar.',
  }
  expect(new Set(Array.from({ length: 5 }, () => suggestTitle(exchange))).size).toBe(1)
})

it('reads past code, addresses and Markdown', () => {
  const question =
    'Why does this fail?\n```js\nconst wrongName = 1\n```\nSee https://example.com/path **Borrow checker** error'
  const title = suggestTitle({ question, answer: '' }) ?? ''
  expect(title).toContain('Borrow checker')
  expect(title).not.toMatch(/wrongName|example|```|\*\*/u)
})

it('takes the answer where the question says nothing, and gives up where nothing was said', () => {
  expect(suggestTitle({ question: '```\n1 + 1\n```', answer: 'Binary addition of integers' })).toBe(
    'Binary addition of integers',
  )
  expect(suggestTitle({ question: '', answer: '' })).toBeNull()
  expect(suggestTitle({ question: ' … ', answer: '' })).toBeNull()
})

it('has a title even for a question of small words only', () => {
  expect(suggestTitle({ question: 'what is it?', answer: '' })).toBe('What is it?')
})

it('stays short and whole for hostile texts', () => {
  for (const question of [
    'a'.repeat(200_000),
    '`'.repeat(50_000),
    '[x]('.repeat(20_000),
    '\ud800'.repeat(5000),
  ]) {
    const title = suggestTitle({ question, answer: question })
    expect(title?.length ?? 0).toBeLessThanOrEqual(60)
    expect(title?.isWellFormed() ?? true).toBe(true)
  }
})
