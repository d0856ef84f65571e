/** What can be done about sensitive data in an export, in words for a bar of choices. */
import type { SensitiveAction } from '@shared/contract/export.ts'

export const sensitiveChoices: readonly { readonly value: SensitiveAction; readonly label: string }[] = [
  { value: 'off', label: 'Off' },
  { value: 'warn', label: 'Warn' },
  { value: 'redact', label: 'Redact' },
]

/** What counts as sensitive, for whoever asks what the choice is about. */
export const sensitiveKinds = 'E-mail addresses, phone, card and account numbers, keys and tokens'
