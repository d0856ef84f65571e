import { parseQuery } from '@shared/query.ts'
import { expect, it } from 'vitest'
import { completionAt, type Completion, type KnownValues } from './completion.ts'
import { explainedFilters, explainedForms } from './filters-explained.ts'

const known: KnownValues = {
  source: [
    { value: 'chatgpt', label: 'ChatGPT' },
    { value: 'claude', label: 'Claude' },
  ],
  tag: [{ value: 'work' }, { value: 'night work' }],
}

function at(query: string): Completion | null {
  const caret = query.indexOf('|')
  return completionAt(query.replace('|', ''), caret, known)
}

function chosen(query: string, place = 0): string {
  const completion = at(query)
  const text = query.replace('|', '')
  if (completion === null) return text
  const { from, to, choices } = completion
  return text.slice(0, from) + (choices[place]?.insert ?? '') + text.slice(to)
}

it('completes the name of a filter from two letters on, also after a minus or a bracket', () => {
  expect(chosen('moon so|')).toBe('moon source:')
  expect(chosen('-ha|')).toBe('-has:')
  expect(chosen('(ti|')).toBe('(title:')
  expect(at('moon s|')).toBeNull()
  expect(at('mo|')?.choices.map(({ label }) => label)).toEqual(['model:'])
})

it('completes values of the archive and those that every archive has', () => {
  expect(chosen('source:|')).toBe('source:chatgpt ')
  expect(chosen('source:cla|')).toBe('source:claude ')
  expect(chosen('is:fav|')).toBe('is:favorite ')
  expect(chosen('source:chatgpt,cl|')).toBe('source:chatgpt,claude ')
})

it('finds a value by a piece of it, and quotes it where it has to be', () => {
  expect(at('tag:wor|')?.choices.map(({ label }) => label)).toEqual(['work', 'night work'])
  expect(chosen('tag:nigh|')).toBe('tag:"night work" ')
  expect(chosen('tag:"night w|')).toBe('tag:"night work" ')
})

it('offers nothing inside a phrase, within a word, or for what is typed in full', () => {
  expect(at('"the tit|')).toBeNull()
  expect(at('so|me')).toBeNull()
  expect(at('is:archived|')).toBeNull()
  expect(at('tag:work|')).toBeNull()
  expect(at('nothing:a|')).toBeNull()
})

it('explains only what the grammar knows', () => {
  const kinds = explainedFilters.map(({ name, example }) => {
    const { root } = parseQuery(example)
    if (root?.kind === 'word' && root.isCased === true) return 'match'
    return root !== null && 'field' in root ? root.field : root?.kind === 'time' ? name : root?.kind
  })
  expect(kinds).toEqual(explainedFilters.map(({ name }) => name))
  expect(explainedForms.map(({ form }) => parseQuery(form).root)).not.toContain(null)
})
