/** What this window remembers of the exports it has started: a report alone does not say what was asked for. */
import type { SensitiveAction } from '@shared/contract/export.ts'

const actions = new Map<string, SensitiveAction>()

export function noteExport(jobId: string, sensitive: SensitiveAction): void {
  actions.set(jobId, sensitive)
}

/** What was to be done about sensitive data; null for an export that was started elsewhere. */
export function notedAction(jobId: string): SensitiveAction | null {
  return actions.get(jobId) ?? null
}
