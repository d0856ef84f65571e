/** Sensitive data in words: "2 e-mail addresses and 1 phone number". */
import { sensitiveKinds, type SensitiveCounts, type SensitiveKind } from './sensitive-data.ts'

const names: Readonly<Record<SensitiveKind, readonly [one: string, many: string]>> = {
  secret: ['key or token', 'keys or tokens'],
  iban: ['account number', 'account numbers'],
  card: ['card number', 'card numbers'],
  email: ['e-mail address', 'e-mail addresses'],
  phone: ['phone number', 'phone numbers'],
}

export function totalOf(counts: SensitiveCounts): number {
  return sensitiveKinds.reduce((sum, kind) => sum + counts[kind], 0)
}

/** "1 e-mail address", for each kind of which there is something. */
export function kindsOf(counts: SensitiveCounts): string[] {
  return sensitiveKinds.flatMap((kind) => (counts[kind] === 0 ? [] : [counted(counts[kind], names[kind])]))
}

/** All kinds in one phrase; empty for nothing. */
export function findingsText(counts: SensitiveCounts): string {
  const kinds = kindsOf(counts)
  const last = kinds.pop()
  if (last === undefined) return ''
  return kinds.length === 0 ? last : `${kinds.join(', ')} and ${last}`
}

/** The name of one finding: "e-mail address". */
export function nameOfKind(kind: SensitiveKind): string {
  return names[kind][0]
}

/** A finding hidden but for its ends, by which its owner knows it: "ro…rg". */
export function masked(text: string): string {
  const characters = Array.from(text)
  if (characters.length < 8) return '…'
  return `${characters.slice(0, 2).join('')}…${characters.slice(-2).join('')}`
}

function counted(count: number, [one, many]: readonly [one: string, many: string]): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}
