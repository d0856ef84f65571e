import { expect, it } from 'vitest'
import { findSensitive, nothingSensitive, redact, type SensitiveKind } from './sensitive-data.ts'

const real: readonly (readonly [SensitiveKind, string])[] = [
  ['email', 'robin.vale+notes@mail.example.org'],
  ['email', 'jörg@müller.example'],
  ['phone', '+49 (0)30 1234567'],
  ['phone', '+1-202-555-0143'],
  ['phone', '0044 20 7946 0958'],
  ['phone', '(415) 555-2671'],
  ['phone', '415-555-2671'],
  ['phone', '06 12 34 56 78'],
  ['phone', '0171/1234567'],
  ['card', '4111 1111 1111 1111'],
  ['card', '5555555555554444'],
  ['card', '3782-822463-10005'],
  ['iban', 'DE89 3704 0044 0532 0130 00'],
  ['iban', 'GB82WEST12345698765432'],
  ['iban', 'NO93 8601 1117 947'],
  ['secret', ['sk', 'proj', 'aB3dE6fG9h'.repeat(4)].join('-')],
  ['secret', ['ghp', 'a1B2c3D4e5'.repeat(4)].join('_')],
  ['secret', ['AKIA', 'IOSFODNN7EXAMPLE'].join('')],
  ['secret', ['xoxb', '123456789012', 'abcdefGHIJ'].join('-')],
  ['secret', ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiIxMjM0In0', 'dozjgNryP4J3'].join('.')],
  ['secret', '-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----'],
  ['secret', 'qZ7tR2mK9xVb4LpW1nHc8YdGf5JsA3uE'],
]

it.each(real)('finds this %s, exactly: %s', (kind, value) => {
  const before = 'Ask for it here: '
  const text = `${before}${value} (thanks), said she.`
  expect(findSensitive(text)).toEqual([{ start: before.length, end: before.length + value.length, kind }])
})

it('takes a value for a secret when the word before it says so', () => {
  const text = 'api_key = "abcd1234efgh5678" and Authorization: Bearer 0123456789abcdefXYZ'
  const found = findSensitive(text).map(({ start, end }) => text.slice(start, end))
  expect(found).toEqual(['abcd1234efgh5678', '0123456789abcdefXYZ'])
})

it.each([
  'On 21.11.2026 at 14:02:33 it was 1,234,567.89 and 3.14159265358979.',
  'Commit 9fceb02d0ae598e95dc970b74767f19372d61af8 of 2026-11-21T14:02:33.123456Z.',
  'Its id is 123e4567-e89b-12d3-a456-426614174000, order 1234567890123456.',
  'See https://example.org/watch/PLx2b9Zq8Rt5Wv1Yk3Nm7Jh4Gf6Ds0Aa and @someone, user@localhost.',
  'Call getUserProfileByIdentifierAndOrganisationName2 or MAX_NUMBER_OF_OPEN_CONNECTIONS_2026.',
  'Card-like 4111 1111 1111 1112, IBAN-like DE89 3704 0044 0532 0130 01.',
  'The token: is nothing. Password = incorrecthorsebatterystaple',
  'Rows 1 000 000 000 to 2 000 000 000; pages 100-200-3000; 10.0.0.1; 192.168.100.200',
])('leaves what only looks like it: %s', (text) => {
  expect(findSensitive(text).map(({ start, end }) => text.slice(start, end))).toEqual([])
})

it('marks what was taken out and counts it by kind', () => {
  expect(redact('a@example.org, b@example.org: 4111111111111111.')).toEqual({
    text: '‹email removed›, ‹email removed›: ‹card removed›.',
    counts: { secret: 0, iban: 0, card: 1, email: 2, phone: 0 },
  })
})

/** Numbers that only seem random: the same in every run (Park and Miller). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state
  }
}

const words = ['', 'word', '@', '-', '+', '0', '.', '“é”', '🌙', '42', '‹email removed›', '<b>', '100%']
const values = real.map(([, value]) => value)

function texts(pieces: readonly string[], between: string): string[][] {
  const next = numbers(7)
  const any = (): string => pieces[next.next().value % pieces.length] ?? ''
  return Array.from({ length: 1000 }, () => Array.from({ length: 8 }, any)).map((row) => [
    row.join(between),
    ...row,
  ])
}

it('leaves nothing to be found and overlaps nowhere, however things stand side by side', () => {
  for (const [text = ''] of texts([...values, ...words, ' ', '\n'], '')) {
    let end = 0
    for (const span of findSensitive(text)) {
      expect(span.start).toBeGreaterThanOrEqual(end)
      expect(span.end).toBeGreaterThan(span.start)
      end = span.end
    }
    const marked = redact(text).text
    expect(findSensitive(marked)).toEqual([])
    expect(redact(marked)).toEqual({ text: marked, counts: nothingSensitive })
  }
})

it('takes out each finding of a text and touches nothing beside', () => {
  const kindOf = new Map(real.map(([kind, value]) => [value, kind]))
  for (const [text = '', ...row] of texts([...values, ...words], ' | ')) {
    const marks = row.map((piece) => (kindOf.has(piece) ? `‹${kindOf.get(piece)} removed›` : piece))
    expect(redact(text).text).toBe(marks.join(' | '))
  }
})

it.each([
  'a',
  '@',
  '1',
  '+1',
  '0 ',
  'a@b.',
  'sk-',
  'eyJa.',
  '-----BEGIN PRIVATE KEY-----',
  'token=',
  'DE89 ',
  '4111 ',
  'Ab1_',
])('is soon done with a megabyte of %j', (piece) => {
  // A pattern that goes back over what it has read would not end within the time that a test has.
  const spans = findSensitive(piece.repeat(1_000_000 / piece.length))
  expect(spans.every(({ start, end }) => start < end)).toBe(true)
})
