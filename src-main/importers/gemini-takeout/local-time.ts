/**
 * Reads the times of Google's activity pages, which are written for people: in the language, the order and the zone of
 * the account (`Apr 12, 2026, 10:53:24 AM JST`, `1. 1. 2026 10:00:00 SEČ`, `2026年1月5日 10:00:00 JST`).
 */
import type { Time } from '@shared/conversation.ts'

/** Hours ahead of UTC. Only names that mean one zone, or whose second meaning Google does not write. */
const zoneHours: Readonly<Record<string, number>> = {
  UTC: 0,
  GMT: 0,
  Z: 0,
  WET: 0,
  WEST: 1,
  BST: 1,
  CET: 1,
  CEST: 2,
  MEZ: 1,
  MESZ: 2,
  SEČ: 1,
  SELČ: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  EAT: 3,
  WIB: 7,
  HKT: 8,
  SGT: 8,
  AWST: 8,
  JST: 9,
  KST: 9,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
  BRT: -3,
  ART: -3,
  ADT: -3,
  AST: -4,
  EDT: -4,
  EST: -5,
  CDT: -5,
  CST: -6,
  MDT: -6,
  MST: -7,
  PDT: -7,
  PST: -8,
  AKDT: -8,
  AKST: -9,
  HST: -10,
}

/** Languages whose names of months are known. Earlier ones win where two languages mean different months by one name. */
const languages = 'en de fr es pt it nl pl cs sk sv da nb fi hu ro tr ru uk bg el ca id hr'.split(' ')

/** Longer lines are sentences, not times. */
const longestTime = 70
/** `12 de abr. de 2026, 10:53:24 p. m. BRT` has six. */
const mostWords = 6

/** Whether a line is a time and nothing else: a day with its year, and a time of day with its seconds. */
export function isLocalTime(line: string): boolean {
  return partsOf(line) !== null
}

/**
 * The moment that a line means; its seconds are exact where its zone is known, else it is read as UTC, as all times
 * without a zone are. Null when it is no time.
 */
export function localTimeOf(line: string): Time | null {
  const parts = partsOf(line)
  if (parts === null) return null
  const { year, month, day, hour, minute, second, offset } = parts
  const time = Date.UTC(year, month - 1, day, hour, minute, second)
  return new Date(time).getUTCMonth() === month - 1 ? time - offset * 3_600_000 : null
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Hours ahead of UTC; 0 where the zone is not known. */
  readonly offset: number
}

function partsOf(line: string): Parts | null {
  if (line.length > longestTime) return null
  const text = line.normalize('NFKC').replace(/\s+/g, ' ').trim()
  if ((text.match(/\p{L}+/gu) ?? []).length > mostWords) return null
  const clock = /(?<![\d.:])(\d{1,2})[:.](\d{2})[:.](\d{2})(?![\d.:])/.exec(text)
  if (clock === null) return null
  const before = text.slice(0, clock.index)
  const after = text.slice(clock.index + clock[0].length)
  const date = dateOf(before) ?? dateOf(after.replace(numericZone, ''))
  if (date === null) return null
  const half = halfOfDay(`${before} ${after}`)
  const [hour = 0, minute = 0, second = 0] = clock.slice(1).map(Number)
  const hours = half === null ? hour : (hour % 12) + (half === 'after noon' ? 12 : 0)
  if (hours > 23 || minute > 59 || second > 59) return null
  return { ...date, hour: hours, minute, second, offset: offsetOf(after) }
}

const numericZone = /(?:GMT|UTC)\s*([-+−])(\d{1,2})(?::?(\d{2}))?/i

function halfOfDay(text: string): 'before noon' | 'after noon' | null {
  if (/\bp\.? ?m\b|오후|下午|午後|μ\.? ?μ/iu.test(text)) return 'after noon'
  return /\ba\.? ?m\b|오전|上午|午前|π\.? ?μ/iu.test(text) ? 'before noon' : null
}

function dateOf(text: string): Pick<Parts, 'year' | 'month' | 'day'> | null {
  const numbers = [...text.matchAll(/\d+/g)].map(([digits]) => digits)
  const yearAt = numbers.findIndex((digits) => digits.length === 4)
  const year = Number(numbers[yearAt])
  if (yearAt < 0 || year < 1990 || year > 2100) return null
  const others = numbers.filter((_, index) => index !== yearAt).map(Number)
  const month = monthNamed(text)
  const [first, second] = others
  if (first === undefined || others.length > 2) return null
  if (month !== null) return second === undefined ? checked(year, month, first) : null
  if (second === undefined) return null
  if (yearAt === 0) return checked(year, first, second)
  // With the year last the day stands first everywhere but in English, where Google writes the month as a word.
  return second > 12 ? checked(year, first, second) : checked(year, second, first)
}

function checked(year: number, month: number, day: number): Pick<Parts, 'year' | 'month' | 'day'> | null {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { year, month, day } : null
}

let monthNames: ReadonlyMap<string, number> | null = null

function monthNamed(text: string): number | null {
  monthNames ??= allMonthNames()
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const month = monthNames.get(word)
    if (month !== undefined) return month
  }
  return null
}

function allMonthNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>()
  for (const language of languages) {
    for (const style of ['short', 'long'] as const) {
      const format = new Intl.DateTimeFormat(language, {
        day: 'numeric',
        month: style,
        year: 'numeric',
        timeZone: 'UTC',
      })
      for (let month = 1; month <= 12; month++) {
        const part = format
          .formatToParts(Date.UTC(2020, month - 1, 15))
          .find(({ type }) => type === 'month')
          ?.value.toLowerCase()
        // Some languages write "of April", others number their months.
        const name = /\p{N}/u.test(part ?? '') ? undefined : part?.match(/\p{L}{2,}/gu)?.at(-1)
        if (name !== undefined && !names.has(name)) names.set(name, month)
      }
    }
  }
  return names
}

function offsetOf(text: string): number {
  const numeric = numericZone.exec(text)
  if (numeric) {
    const hours = Number(numeric[2]) + Number(numeric[3] ?? 0) / 60
    return numeric[1] === '+' ? hours : -hours
  }
  const name =
    text
      .match(/\p{L}+/gu)
      ?.at(-1)
      ?.toUpperCase() ?? ''
  return Object.hasOwn(zoneHours, name) ? (zoneHours[name] ?? 0) : 0
}
