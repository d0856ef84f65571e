/** Answers for imports and exports: starting them, watching them, reading what came of them. */
import type { Handlers } from '@shared/contract/contract.ts'
import type { jobCommands } from '@shared/contract/jobs.ts'
import { withDefaults } from '@shared/option.ts'
import { importHistory, importReport } from '../archive/imports.ts'
import { readConversation } from '../archive/read-conversation.ts'
import { previewOf } from '../exporters/preview.ts'
import { fileNameOf } from '../exporters/file-names.ts'
import { exporterOf, exporters } from '../exporters/registry.ts'
import { importerOf, importers } from '../importers/registry.ts'
import { saveImportReport } from '../jobs/save-import-report.ts'
import type { HandlerParts } from './handler-parts.ts'

export function jobHandlers({
  archive,
  indexer,
  jobs,
  changed,
}: HandlerParts): Handlers<keyof typeof jobCommands> {
  return {
    'import.formats': () => importers.map(({ id, name }) => ({ id, name })),
    'import.preview': ({ paths, formats }) => {
      Object.values(formats).forEach(importerOf)
      return jobs.start({ kind: 'preview', paths, formats })
    },
    'import.start': ({ paths, formats, only }) => {
      Object.values(formats).forEach(importerOf)
      return jobs.start({ kind: 'import', paths, formats, only })
    },
    'import.history': ({ limit }) => importHistory(archive, limit),
    'import.report': ({ importId }) => importReport(archive, importId),
    'import.undo': async ({ importId }) => {
      const undone = await jobs.undoImport(importId)
      changed()
      await indexer.settled()
      return undone
    },
    'import.saveReport': async (file) => {
      await saveImportReport(archive, file)
      return null
    },
    'export.formats': () =>
      exporters.map(({ id, name, extension, purpose, options }) => ({
        id,
        name,
        extension,
        purpose,
        options,
      })),
    'export.fileName': ({ id }) => fileNameOf(readConversation(archive, id).title),
    'export.preview': ({ id, format, options }) => {
      const exporter = exporterOf(format)
      if (exporter.needsPrinter) return null
      return previewOf(exporter, readConversation(archive, id), withDefaults(exporter.options, options))
    },
    'export.start': ({ ids, format, options, path, into, replace }) => {
      exporterOf(format)
      return jobs.start({ kind: 'export', ids, format, options, path, into, replace })
    },
    'job.list': () => jobs.list(),
    'job.cancel': ({ id }) => {
      jobs.cancel(id)
      return null
    },
  }
}
