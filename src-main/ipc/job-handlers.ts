/** Answers for imports and for all jobs: starting them, watching them, reading what came of them. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { ImportSummary, jobCommands } from '@shared/contract/jobs.ts'
import { noteActivity } from '../archive/activity.ts'
import { importHistory, importReport, importStart } from '../archive/imports.ts'
import { keptOriginals } from '../archive/originals.ts'
import { importerOf, importers } from '../importers/registry.ts'
import { keptFilesOf } from '../jobs/reread-import.ts'
import { saveImportReport } from '../jobs/save-import-report.ts'
import type { HandlerParts } from './handler-parts.ts'

export function jobHandlers({
  archive,
  indexer,
  jobs,
  changed,
}: HandlerParts): Handlers<keyof typeof jobCommands> {
  return {
    'import.formats': () => importers.map(({ id, name, howToExport }) => ({ id, name, howToExport })),
    'import.prepare': async () => {
      await jobs.prepareImport()
      return null
    },
    'import.preview': ({ paths, formats, maxBytes }) => {
      Object.values(formats).forEach(importerOf)
      return jobs.start({ kind: 'preview', paths, formats, ...(maxBytes !== undefined && { maxBytes }) })
    },
    'import.start': ({ paths, formats, only, maxBytes }) => {
      Object.values(formats).forEach(importerOf)
      return jobs.start({ kind: 'import', paths, formats, only, ...(maxBytes !== undefined && { maxBytes }) })
    },
    'import.reparse': ({ importId }) => {
      // Refused here, not by the job, so that whoever asked is told at once.
      keptFilesOf(archive, importId)
      return jobs.start({ kind: 'reread', importId, file: importStart(archive, importId).file })
    },
    'originals.size': () => keptOriginals(archive),
    'originals.delete': () => jobs.deleteOriginals(),
    'import.history': ({ limit }) =>
      importHistory(archive, limit).map(({ isKept, readByVersion, ...summary }) => ({
        ...summary,
        reread: rereadOf(summary.format, isKept, readByVersion),
      })),
    'import.report': ({ importId }) => importReport(archive, importId),
    'import.undo': async ({ importId }) => {
      const undone = await jobs.undoImport(importId)
      noteActivity(archive, {
        area: 'import',
        action: 'import.undo',
        summary: `Import ${importId} was undone.`,
        conversations: undone.removedConversations,
      })
      changed()
      await indexer.settled()
      return undone
    },
    'import.saveReport': async (file) => {
      await saveImportReport(archive, file)
      return null
    },
    'job.list': () => jobs.list(),
    'job.cancel': ({ id }) => {
      jobs.cancel(id)
      return null
    },
  }
}

/** @param readBy version of the newest importer that has read the files; null when none recognised them */
function rereadOf(format: string | null, isKept: boolean, readBy: number | null): ImportSummary['reread'] {
  if (!isKept) return 'not-kept'
  const today = importers.find(({ id }) => id === format)
  return today !== undefined && readBy !== null && today.version > readBy ? 'newer-reader' : 'same-reader'
}
