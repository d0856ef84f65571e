/**
 * The answers for exports, whose code is loaded with the first question: it draws pages as the window does, with all that
 * this takes, and many a day nobody exports.
 */
import type { Handlers } from '@shared/contract/contract.ts'
import type { exportCommands } from '@shared/contract/export.ts'
import type { HandlerParts } from './handler-parts.ts'

type ExportHandlers = Handlers<keyof typeof exportCommands>

/** The handlers of export-handlers.ts, which load it. */
export function lateExportHandlers(parts: HandlerParts): ExportHandlers {
  let loaded: Promise<ExportHandlers> | null = null
  const load = (): Promise<ExportHandlers> => {
    loaded ??= import('./export-handlers.ts').then(({ exportHandlers }) => exportHandlers(parts))
    return loaded
  }
  return {
    'export.formats': async (input) => (await load())['export.formats'](input),
    'export.fileName': async (input) => (await load())['export.fileName'](input),
    'export.preview': async (input) => (await load())['export.preview'](input),
    'export.text': async (input) => (await load())['export.text'](input),
    'export.estimate': async (input) => (await load())['export.estimate'](input),
    'export.check': async (input) => (await load())['export.check'](input),
    'export.start': async (input) => (await load())['export.start'](input),
  }
}
