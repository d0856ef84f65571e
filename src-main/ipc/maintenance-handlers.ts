/** Answers for looking after the archive. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { maintenanceCommands } from '@shared/contract/maintenance.ts'
import { storageUse } from '../archive/maintenance.ts'
import type { HandlerParts } from './handler-parts.ts'

export function maintenanceHandlers({
  archive,
  indexer,
  jobs,
}: Pick<HandlerParts, 'archive' | 'indexer' | 'jobs'>): Handlers<keyof typeof maintenanceCommands> {
  return {
    'maintenance.storage': async () => ({
      ...(await storageUse(archive.folder)),
      tidiedAt: indexer.tidiedAt(),
    }),
    'maintenance.rebuildIndex': () => jobs.start({ kind: 'rebuild-index' }),
    'maintenance.compact': () => jobs.start({ kind: 'compact' }),
  }
}
