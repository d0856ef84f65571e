/**
 * Finds what should not be passed on unseen: e-mail and phone numbers, keys and tokens, card numbers, bank accounts.
 *
 * Whatever can be proved is proved (check digits of cards and IBANs, lengths of countries); keys are known by their
 * prefixes, by the word before them, or because no person writes such a run of characters. Every pattern is bounded, so
 * that a text costs time in proportion to its length. What is done about a finding is the caller's matter.
 */

export const sensitiveKinds = ['secret', 'iban', 'card', 'email', 'phone'] as const

/** `secret` is an API key, an access token or a private key. */
export type SensitiveKind = (typeof sensitiveKinds)[number]

/** A stretch of a text, in UTF-16 units from its start. */
export interface SensitiveSpan {
  readonly start: number
  /** The unit after its last. */
  readonly end: number
  readonly kind: SensitiveKind
}

export type SensitiveCounts = Readonly<Record<SensitiveKind, number>>

export const nothingSensitive: SensitiveCounts = { secret: 0, iban: 0, card: 0, email: 0, phone: 0 }

export interface Redacted {
  readonly text: string
  /** How many findings of each kind were taken out. */
  readonly counts: SensitiveCounts
}

/** The sensitive stretches of a text in their order; none overlaps another. */
export function findSensitive(text: string): SensitiveSpan[] {
  const found = finders.flatMap((find) => find(text))
  return apart(found.toSorted((one, other) => one.start - other.start))
}

/** Passes after which a text is taken as it is: each only finds what taking out its neighbour has set free. */
const mostPasses = 10

/** The text with a mark such as `‹email removed›` in the place of each finding, until nothing more is found. */
export function redact(text: string): Redacted {
  let marked = text
  let counts = nothingSensitive
  for (let pass = 0; pass < mostPasses; pass++) {
    const spans = findSensitive(marked)
    if (spans.length === 0) break
    marked = withMarks(marked, spans)
    counts = addCounts(counts, countSensitive(spans))
  }
  return { text: marked, counts }
}

function withMarks(text: string, spans: readonly SensitiveSpan[]): string {
  const pieces: string[] = []
  let at = 0
  for (const { start, end, kind } of spans) {
    pieces.push(text.slice(at, start), `‹${kind} removed›`)
    at = end
  }
  return pieces.join('') + text.slice(at)
}

/** How many of each kind. */
export function countSensitive(spans: readonly SensitiveSpan[]): SensitiveCounts {
  const counts = { ...nothingSensitive }
  for (const { kind } of spans) counts[kind] += 1
  return counts
}

export function addCounts(one: SensitiveCounts, other: SensitiveCounts): SensitiveCounts {
  const sum = { ...one }
  for (const kind of sensitiveKinds) sum[kind] += other[kind]
  return sum
}

/** Overlapping findings become one of the weightier kind, so that nothing of either stays in sight. */
function apart(sorted: readonly SensitiveSpan[]): SensitiveSpan[] {
  const result: SensitiveSpan[] = []
  for (const span of sorted) {
    const last = result.at(-1)
    if (last === undefined || span.start >= last.end) {
      result.push(span)
      continue
    }
    const kind = sensitiveKinds.indexOf(span.kind) < sensitiveKinds.indexOf(last.kind) ? span.kind : last.kind
    result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end), kind }
  }
  return result
}

type Finder = (text: string) => SensitiveSpan[]

const finders: readonly Finder[] = [
  findKeys,
  findNamedSecrets,
  findRandomRuns,
  findIbans,
  findCards,
  findEmails,
  findPhones,
]

function matchesOf(
  kind: SensitiveKind,
  text: string,
  pattern: RegExp,
  isReal: (match: string) => boolean = () => true,
): SensitiveSpan[] {
  const found: SensitiveSpan[] = []
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (isReal(match)) found.push({ start: index, end: index + match.length, kind })
  }
  return found
}

/** Forms that services give their keys, each with the prefix that tells it from any other word. */
const keyForms = [
  'sk-[A-Za-z0-9_-]{20,300}',
  '(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,250}',
  'gh[pousr]_[A-Za-z0-9]{20,255}',
  'github_pat_[A-Za-z0-9_]{22,255}',
  'glpat-[A-Za-z0-9_-]{20,64}',
  'xox[abeoprs]-[A-Za-z0-9-]{10,250}',
  '(?:AKIA|ASIA)[0-9A-Z]{16}(?![0-9A-Za-z])',
  'AIza[A-Za-z0-9_-]{35}',
  'ya29\\.[A-Za-z0-9_-]{20,300}',
  'hf_[A-Za-z0-9]{30,64}',
  'npm_[A-Za-z0-9]{36}',
  'pypi-[A-Za-z0-9_-]{50,300}',
  'gsk_[A-Za-z0-9]{30,100}',
  'xai-[A-Za-z0-9]{40,120}',
  'r8_[A-Za-z0-9]{30,60}',
  'dop_v1_[a-f0-9]{64}',
  'shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}',
  'whsec_[A-Za-z0-9+/=]{20,100}',
  'SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}',
  'eyJ[A-Za-z0-9_-]{8,4000}\\.eyJ[A-Za-z0-9_-]{8,8000}\\.[A-Za-z0-9_-]{0,2000}',
  '[0-9]{8,10}:AA[A-Za-z0-9_-]{33}',
]
const keys = new RegExp(`(?<![A-Za-z0-9_-])(?:${keyForms.join('|')})`, 'g')

/** A key in its armour; one whose end is missing is a key as well. */
const privateKeys =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?:[^-]|-(?!----)){0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g

function findKeys(text: string): SensitiveSpan[] {
  return [...matchesOf('secret', text, keys), ...matchesOf('secret', text, privateKeys)]
}

/** A value that a word such as `api_key` or `Bearer` announces. */
const namedSecrets =
  /(?:(?:api|access|auth|secret|private|account)[_-]?(?:key|token)|secret|token|passw(?:or)?d|pwd|credential)s?["'`]{0,2}\s{0,4}[:=]\s{0,4}["'`]{0,2}([A-Za-z0-9+/_.~=-]{16,512})|\bbearer\s{1,4}([A-Za-z0-9+/_.~=-]{16,512})/gi

function findNamedSecrets(text: string): SensitiveSpan[] {
  const found: SensitiveSpan[] = []
  for (const match of text.matchAll(namedSecrets)) {
    const value = match[1] ?? match[2] ?? ''
    if (!/[0-9]/.test(value) || !/[A-Za-z]/.test(value) || entropy(value) < 3) continue
    const end = match.index + match[0].length
    found.push({ start: end - value.length, end, kind: 'secret' })
  }
  return found
}

/** What stands after a slash is part of an address; what is longer is data, such as a picture. */
const randomRuns = /(?<![A-Za-z0-9_/+=-])[A-Za-z0-9_-]{32,}(?![A-Za-z0-9_/+=-])/g
const longestRun = 256

function findRandomRuns(text: string): SensitiveSpan[] {
  return matchesOf('secret', text, randomRuns, looksRandom)
}

/** Capitals, small letters and digits in disorder, without the words that names in programs are made of. */
function looksRandom(run: string): boolean {
  if (run.length > longestRun) return false
  const counted = (pattern: RegExp): number => (run.match(pattern) ?? []).length
  const longestWord = Math.max(...run.split(/[_-]/).map(({ length }) => length))
  return (
    longestWord >= 16 &&
    counted(/[0-9]/g) >= 3 &&
    counted(/[A-Z]/g) >= 4 &&
    counted(/[a-z]/g) >= 4 &&
    !/[a-z]{9}/.test(run) &&
    entropy(run) >= 4
  )
}

/** Shannon's entropy of the characters of a text, in bits for each. */
function entropy(text: string): number {
  const uses = new Map<string, number>()
  for (const character of text) uses.set(character, (uses.get(character) ?? 0) + 1)
  let bits = 0
  for (const count of uses.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}

/** Lengths of IBANs by country (SWIFT IBAN registry, release 99). */
const ibanLengths: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
)

const ibanStart = /(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?=[ -]?[A-Z0-9])/g

function findIbans(text: string): SensitiveSpan[] {
  const found: SensitiveSpan[] = []
  for (const { 0: start, index } of text.matchAll(ibanStart)) {
    const length = ibanLengths.get(start.slice(0, 2))
    if (length === undefined) continue
    const end = endOfCharacters(text, index, length)
    if (end !== null && isIban(text.slice(index, end).replace(/[ -]/g, ''))) {
      found.push({ start: index, end, kind: 'iban' })
    }
  }
  return found
}

/** Where so many letters and digits end that have at most one space or hyphen between them; null when they do not. */
function endOfCharacters(text: string, start: number, count: number): number | null {
  let at = start
  for (let left = count; left > 0; left--) {
    if (left < count && /[ -]/.test(text.charAt(at))) at += 1
    if (!/[A-Z0-9]/.test(text.charAt(at))) return null
    at += 1
  }
  return /[A-Za-z0-9]/.test(text.charAt(at)) ? null : at
}

/** ISO 13616: moved to the end, letters as 10 to 35, the number leaves 1 when divided by 97. */
function isIban(characters: string): boolean {
  let rest = 0
  for (const character of characters.slice(4) + characters.slice(0, 4)) {
    const value = parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

const cards = /(?<![0-9A-Za-z.,+-])[2-6][0-9]{3}(?:[ -]?[0-9]){9,15}(?![0-9A-Za-z-])/g

/** First digits and lengths of the card networks (ISO/IEC 7812 as in use). */
const cardForms =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|2720\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d|2\d\d)\d{12,15}|5018\d{8,15}|50(?:20|38)\d{8,15}|6304\d{8,15})$/

function findCards(text: string): SensitiveSpan[] {
  return matchesOf('card', text, cards, (match) => {
    const digits = match.replace(/[ -]/g, '')
    return cardForms.test(digits) && passesLuhn(digits)
  })
}

/** The check digit of card numbers (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits.charAt(digits.length - 1 - place))
    const value = place % 2 === 0 ? digit : digit * 2
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

const emailHosts = /@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@])/gu
const emailName = /[\p{L}\p{N}.!#$%&'*+/=?^_{|}~-]{1,64}$/u

/** Begins at the @, so that texts without one cost nothing. */
function findEmails(text: string): SensitiveSpan[] {
  const found: SensitiveSpan[] = []
  let before = 0
  for (const { 0: host, index } of text.matchAll(emailHosts)) {
    const name = emailName.exec(text.slice(Math.max(before, index - 64), index))?.[0].replace(/^[.'*/=]+/, '')
    if (name !== undefined && name !== '') {
      found.push({ start: index - name.length, end: index + host.length, kind: 'email' })
    }
    before = index + host.length
  }
  return found
}

const phoneForms = [
  // International, from the plus sign or the two zeros.
  /(?<![\w+.]|[0-9]{3} )(?:\+|00)[1-9](?:[\s()./-]{0,3}[0-9]){7,14}(?![0-9])/g,
  // North American, with its area code.
  /(?<![\w.+-])(?:\([2-9][0-9]{2}\)[ ]?|[2-9][0-9]{2}[-. ])[2-9][0-9]{2}[-. ][0-9]{4}(?![\w-])/g,
  // National, from a zero, with at least one gap.
  /(?<![\w.,:+/-]|[0-9]{3} )\(?0[1-9][0-9]{0,4}\)?[ ./-][0-9](?:[ ./-]?[0-9]){5,9}(?![\w:])/g,
]
const dateForm = /^(?:\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}|\d{4}[-./]\d{2}[-./]\d{2})/

function findPhones(text: string): SensitiveSpan[] {
  return phoneForms.flatMap((form) =>
    matchesOf('phone', text, form, (match) => {
      const digits = match.replace(/[^0-9]/g, '').length
      return digits >= 8 && digits <= 17 && !dateForm.test(match) && !/[\n\r]/.test(match)
    }),
  )
}
