import { expect, it } from 'vitest'
import {
  choicesWith,
  ageChoices,
  estimateArrived,
  estimateText,
  estimateWarnings,
  formChanged,
  initialReports,
  orderOf,
  periodOf,
  rangeProblem,
} from './reports.ts'

const { form } = initialReports
const estimate = { conversations: 412, messages: 8204, undated: 0, removes: [] }

it('takes 1 to 365 days and says so of anything else', () => {
  for (const days of ['1', '30', '365', ' 7 ']) {
    expect(periodOf({ ...form, days })).toEqual({ kind: 'days', days: Number(days) })
  }
  for (const days of ['', '0', '366', '-3', '1.5', '1e2', 'many']) {
    expect(periodOf({ ...form, days })).toBeNull()
    expect(rangeProblem({ ...form, days })).toBe('Enter a whole number of days from 1 to 365.')
  }
})

it('takes exact dates in their order', () => {
  const dates = { ...form, range: 'dates' } as const
  expect(rangeProblem(dates)).toBe('Enter the first and the last day.')
  expect(rangeProblem({ ...dates, from: '2026-02-02', to: '2026-02-01' })).toBe(
    'The first day comes before the last.',
  )
  expect(periodOf({ ...dates, from: '2026-02-01', to: '2026-02-01' })).toEqual({
    kind: 'dates',
    from: '2026-02-01',
    to: '2026-02-01',
  })
})

it('orders what stands in the fields', () => {
  expect(orderOf({ ...form, assistantId: 'claude', largestFile: 'all', hasData: true })).toEqual({
    assistantId: 'claude',
    period: { kind: 'days', days: 30 },
    options: { hasData: true, largestFile: null, showsPeople: true, sensitive: 'warn', split: 'none' },
  })
  expect(orderOf({ ...form, days: '900' })).toBeNull()
})

it('forgets an estimate and a failure when another period is chosen, and takes no late one for it', () => {
  const state = { ...initialReports, estimate, failure: 'The disk is full.' }
  const changed = formChanged(state, { days: '7' })
  expect(changed).toMatchObject({ estimate: null, failure: null })
  expect(formChanged(state, { hasData: true }).estimate).toBe(estimate)
  expect(estimateArrived(changed, state.form, estimate).estimate).toBeNull()
  expect(estimateArrived(changed, changed.form, estimate).estimate).toBe(estimate)
})

it('says how much it will be, and what it will cost', () => {
  expect(estimateText(estimate, false)).toBe(
    '412 conversations, 8,204 messages, about 13 MB without pictures.',
  )
  expect(estimateWarnings(estimate, 'none')).toEqual([])
  const heavy = { ...estimate, messages: 200_000, undated: 2, removes: ['a.html', 'b.html'] }
  expect(estimateWarnings(heavy, 'none')).toEqual([
    expect.stringContaining('Better choose a page a month'),
    '2 conversations without a date belong to no period and will not be in it.',
    'Your limits are reached: the oldest 2 exports will be deleted for it, a.html first.',
  ])
  expect(estimateWarnings({ ...heavy, removes: [] }, 'month')).toEqual([
    '2 conversations without a date get a page of their own.',
  ])
})

it('shows a limit that was set elsewhere', () => {
  expect(choicesWith(ageChoices, 30)).toBe(ageChoices)
  expect(choicesWith(ageChoices, 45)[0]).toEqual({ value: '45', label: '45' })
})
