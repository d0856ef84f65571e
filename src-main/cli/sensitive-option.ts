/** `--sensitive off|warn|redact`: what is done about sensitive data, for every command that writes conversations. */
import { sensitiveAction, type SensitiveAction } from '@shared/contract/export.ts'
import { sensitiveKinds, type SensitiveCounts } from '@shared/sensitive-data.ts'
import { UsageError, valueOf, type CommandOption, type Given } from './command.ts'

export const sensitiveOption: CommandOption = {
  name: 'sensitive',
  value: 'off|warn|redact',
  description: 'e-mail and phone numbers, keys, cards, accounts: leave, count, or take out',
}

/** `off` where it is not given. @throws UsageError for any other word */
export function sensitiveOf(given: Given): SensitiveAction {
  const value = valueOf(given, 'sensitive') ?? 'off'
  const action = sensitiveAction.safeParse(value)
  if (!action.success)
    throw new UsageError(`--sensitive takes ${sensitiveAction.options.join('|')}, not “${value}”.`)
  return action.data
}

/** "Sensitive data found: email 2, card 1." */
export function sensitiveLine(counts: SensitiveCounts): string {
  const found = sensitiveKinds.filter((kind) => counts[kind] > 0).map((kind) => `${kind} ${counts[kind]}`)
  return `Sensitive data found: ${found.length === 0 ? 'none' : found.join(', ')}.`
}
