import { expect, it } from 'vitest'
import { parseOption, withDefaults, type Option } from './option.ts'

const branches: Option = { kind: 'switch', name: 'branches', label: '', description: '', initial: true }
const size: Option = {
  kind: 'choice',
  name: 'size',
  label: '',
  description: '',
  choices: [
    { value: 'A4', label: 'A4' },
    { value: 'Letter', label: 'Letter' },
  ],
  initial: 'A4',
}

it('takes what was chosen and fills in the rest', () => {
  expect(withDefaults([branches, size], { size: 'Letter' })).toEqual({ branches: true, size: 'Letter' })
})

it('never passes on a value that the option does not have', () => {
  expect(withDefaults([branches, size], { size: 'A0', branches: 'yes', more: true })).toEqual({
    branches: true,
    size: 'A4',
  })
})

it('reads values as they are typed and refuses others', () => {
  expect(parseOption(branches, 'false')).toBe(false)
  expect(parseOption(branches, 'toString')).toBeNull()
  expect(parseOption(size, 'Letter')).toBe('Letter')
  expect(parseOption(size, 'letter')).toBeNull()
})
