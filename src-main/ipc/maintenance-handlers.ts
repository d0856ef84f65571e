/** Answers for looking after the archive. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { maintenanceCommands } from '@shared/contract/maintenance.ts'
import { storageUse } from '../archive/maintenance.ts'
import type { HandlerParts } from './handler-parts.ts'

export function maintenanceHandlers({
  archive,
  jobs,
}: Pick<HandlerParts, 'archive' | 'jobs'>): Handlers<keyof typeof maintenanceCommands> {
  return {
    'maintenance.storage': () => storageUse(archive.folder),
    'maintenance.rebuildIndex': () => jobs.start({ kind: 'rebuild-index' }),
    'maintenance.compact': () => jobs.start({ kind: 'compact' }),
  }
}
