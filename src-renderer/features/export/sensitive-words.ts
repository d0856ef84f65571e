/** Sensitive data in words: "2 e-mail addresses and 1 phone number". */
import { sensitiveKinds, type SensitiveCounts, type SensitiveKind } from '@shared/sensitive-data.ts'
import { counted } from '../../ui/counts.ts'

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
  return sensitiveKinds.flatMap((kind) => (counts[kind] === 0 ? [] : [counted(counts[kind], ...names[kind])]))
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
