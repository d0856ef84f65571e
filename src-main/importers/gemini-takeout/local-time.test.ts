import { expect, it } from 'vitest'
import { isLocalTime, localTimeOf } from './local-time.ts'

it.each([
  ['Apr 12, 2026, 10:53:24 AM JST', '2026-04-12T01:53:24Z'],
  ['Apr 12, 2026, 12:00:00 AM UTC', '2026-04-12T00:00:00Z'],
  ['5 Jan 2024, 18:12:03 GMT-06:00', '2024-01-06T00:12:03Z'],
  ['1. 1. 2026 10:00:00 SEČ', '2026-01-01T09:00:00Z'],
  ['12.04.2026, 10:53:24 MESZ', '2026-04-12T08:53:24Z'],
  ['12 avr. 2026, 10:53:24 CEST', '2026-04-12T08:53:24Z'],
  ['12 de abr. de 2026, 10:53:24 BRT', '2026-04-12T13:53:24Z'],
  ['2026/04/12 10:53:24 JST', '2026-04-12T01:53:24Z'],
  ['2026年4月12日 10:53:24 JST', '2026-04-12T01:53:24Z'],
  ['2026. 4. 12. 오후 1:53:24 KST', '2026-04-12T04:53:24Z'],
  ['12 апр. 2026 г., 10:53:24 MSK', '2026-04-12T07:53:24Z'],
  ['25/04/2026 10:53:24', '2026-04-25T10:53:24Z'],
])('reads %s', (line, iso) => {
  expect(new Date(localTimeOf(line) ?? 0).toISOString()).toBe(iso.replace('Z', '.000Z'))
})

it.each([
  ['Meet me on 12 April 2026 at ten'],
  ['10:53:24'],
  ['Version 12.04.2026'],
  ['31 Feb 2026, 10:00:00'],
  ['12 May 1803, 10:00:00'],
  [`${'x'.repeat(100)} Apr 12, 2026, 10:53:24 AM`],
  [''],
])('takes %j for no time', (line) => {
  expect(localTimeOf(line)).toBeNull()
})

it('tells a line that is a time from one that only holds one', () => {
  expect(isLocalTime('Apr 12, 2026, 10:53:24 AM JST')).toBe(true)
  expect(isLocalTime('10:53:24 is when 3 of us, in 2026, met 4 others')).toBe(false)
})
