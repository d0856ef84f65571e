/** `stemma imports [--limit N]`, `stemma imports undo ID`, `stemma imports reread ID` */
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportSummary } from '@shared/contract/jobs.ts'
import { countOf, isGiven, isoTime, UsageError, type CliCommand, type CommandContext } from './command.ts'
import { tellReports } from './import-command.ts'

const usualLimit = 200
const maximumLimit = 1000

export const importsCommand: CliCommand = {
  name: 'imports',
  usage: '[undo ID | reread ID]',
  summary:
    'lists what was imported, the newest first; “undo ID” takes back what one import added, “reread ID” reads its kept file again with the readers of this version',
  options: [{ name: 'limit', value: 'N', description: `at most this many imports (${usualLimit})` }],
  check: (given) => {
    const [verb, ...ids] = given.words
    if (countOf(given, 'limit', usualLimit) > maximumLimit) {
      throw new UsageError(`--limit takes at most ${maximumLimit}.`)
    }
    if (verb === undefined) return
    if (verb !== 'undo' && verb !== 'reread') {
      throw new UsageError(`“${verb}” is not understood; did you mean undo ID or reread ID?`)
    }
    if (ids.length !== 1) throw new UsageError('Name one import by its id.')
    if (isGiven(given, 'limit')) throw new UsageError('--limit goes with the list only.')
  },
  run: async (given, context) => {
    const [verb, id = ''] = given.words
    if (verb === undefined) return await list(context, countOf(given, 'limit', usualLimit))
    return verb === 'undo' ? await undo(context, importIdOf(id)) : await reread(context, importIdOf(id))
  },
}

async function list({ ask, say }: CommandContext, limit: number): Promise<unknown> {
  const imports = await ask('import.history', { limit })
  for (const summary of imports) {
    const { importId, file, formatName, state, startedAt } = summary
    say(`${importId}  ${isoTime(startedAt)}  ${formatName ?? 'not recognised'}  ${state}  ${file}`)
    say(
      `  ${summary.found} found = ${summary.new} new + ${summary.updated} updated + ${summary.unchanged} unchanged + ${summary.skipped} skipped + ${summary.failed} failed`,
    )
  }
  return { imports: imports.map(summaryForJson) }
}

function summaryForJson(summary: ImportSummary): unknown {
  const { importId, file, sha256, format, importerVersion, state, startedAt, finishedAt } = summary
  const { rereadOf, reread: canReread, found, updated, unchanged, skipped, failed } = summary
  return {
    importId,
    file,
    sha256,
    format,
    importerVersion,
    state,
    rereadOf,
    reread: canReread,
    startedAt: isoTime(startedAt),
    finishedAt: isoTime(finishedAt),
    found,
    new: summary.new,
    updated,
    unchanged,
    skipped,
    failed,
  }
}

function importIdOf(id: string): number {
  // An id that could be none is one that there is not, as it is for conversations.
  if (/^[1-9]\d{0,14}$/.test(id)) return Number(id)
  throw new AppError('not-found', `There is no import ${id}. “stemma imports” lists them.`)
}

async function reread(context: CommandContext, importId: number): Promise<unknown> {
  return await tellReports(await context.ask('import.reparse', { importId }), context)
}

async function undo({ ask, say }: CommandContext, importId: number): Promise<unknown> {
  const undone = await ask('import.undo', { importId })
  const { removedConversations, removedMessages, restoredMessages, keptMessages } = undone
  say(
    `Import ${importId} is undone. Conversations removed: ${removedConversations}. Messages removed: ${removedMessages}, as before again: ${restoredMessages}, kept for later imports: ${keptMessages}.`,
  )
  return { importId, removedConversations, removedMessages, restoredMessages, keptMessages }
}
