/** `stemma imports [--limit N]` and `stemma imports undo ID` */
import { AppError } from '@shared/contract/app-error.ts'
import type { ImportSummary } from '@shared/contract/jobs.ts'
import { countOf, isGiven, isoTime, UsageError, type CliCommand, type CommandContext } from './command.ts'

const usualLimit = 200
const maximumLimit = 1000

export const importsCommand: CliCommand = {
  name: 'imports',
  usage: '[undo ID]',
  summary: 'lists what was imported, the newest first; “undo ID” takes back what one import added',
  options: [{ name: 'limit', value: 'N', description: `at most this many imports (${usualLimit})` }],
  check: (given) => {
    const [verb, ...ids] = given.words
    if (countOf(given, 'limit', usualLimit) > maximumLimit) {
      throw new UsageError(`--limit takes at most ${maximumLimit}.`)
    }
    if (verb === undefined) return
    if (verb !== 'undo') throw new UsageError(`“${verb}” is not understood; did you mean undo ID?`)
    if (ids.length !== 1) throw new UsageError('Name one import by its id.')
    if (isGiven(given, 'limit')) throw new UsageError('--limit goes with the list, not with undo.')
  },
  run: async (given, context) => {
    const [verb, id = ''] = given.words
    return verb === undefined
      ? await list(context, countOf(given, 'limit', usualLimit))
      : await undo(context, id)
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
  const { found, updated, unchanged, skipped, failed } = summary
  return {
    importId,
    file,
    sha256,
    format,
    importerVersion,
    state,
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

async function undo({ ask, say }: CommandContext, id: string): Promise<unknown> {
  // An id that could be none is one that there is not, as it is for conversations.
  if (!/^[1-9]\d{0,14}$/.test(id))
    throw new AppError('not-found', `There is no import ${id}. “stemma imports” lists them.`)
  const importId = Number(id)
  const undone = await ask('import.undo', { importId })
  const { removedConversations, removedMessages, restoredMessages, keptMessages } = undone
  say(
    `Import ${importId} is undone. Conversations removed: ${removedConversations}. Messages removed: ${removedMessages}, as before again: ${restoredMessages}, kept for later imports: ${keptMessages}.`,
  )
  return { importId, removedConversations, removedMessages, restoredMessages, keptMessages }
}
