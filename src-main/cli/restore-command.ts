/** `stemma restore`: a backup into a folder of its own, into this archive, or in its place. */
import { resolve } from 'node:path'
import { replaceWord, type RestoreTarget } from '@shared/contract/backup.ts'
import {
  isGiven,
  isoTime,
  UsageError,
  valueOf,
  type CliCommand,
  type CommandContext,
  type Given,
} from './command.ts'
import { tellReports } from './import-command.ts'

export const restoreCommand: CliCommand = {
  name: 'restore',
  usage: 'FILE (--into FOLDER | --merge | --replace --yes)',
  summary: 'restores a backup into a new folder, adds it to the archive, or puts it in its place',
  options: [
    {
      name: 'into',
      value: 'FOLDER',
      description: 'a folder that is empty or not there: it becomes an archive',
    },
    {
      name: 'merge',
      value: null,
      description: 'add what the archive lacks; nothing of it is changed or removed',
    },
    { name: 'replace', value: null, description: 'take the place of the archive, which is moved aside' },
    { name: 'yes', value: null, description: 'with --replace: do it' },
  ],
  check: (given) => {
    if (given.words.length !== 1) throw new UsageError('Name one backup.')
    targetOf(given)
  },
  run: async (given, context) => {
    const target = targetOf(given)
    const job = await context.ask('backup.restore', { path: resolve(given.words[0] ?? ''), target })
    if (target.kind === 'merge') return await tellReports(job, context)
    return await tellRestored(job.id, context)
  },
}

function targetOf(given: Given): RestoreTarget {
  const folder = valueOf(given, 'into')
  const [merges, replaces, isSure] = ['merge', 'replace', 'yes'].map((name) => isGiven(given, name))
  if ([folder !== null, merges, replaces].filter(Boolean).length !== 1) {
    throw new UsageError('Say how: --into FOLDER, --merge, or --replace --yes.')
  }
  if (isSure === true && replaces !== true) throw new UsageError('--yes goes with --replace.')
  if (folder !== null) return { kind: 'folder', folder: resolve(folder) }
  if (merges === true) return { kind: 'merge' }
  if (isSure !== true) {
    throw new UsageError(
      'Replacing puts the backup in the place of the archive; the present one is moved to a folder “replaced-…” beside it. Add --yes to do it.',
    )
  }
  return { kind: 'replace', confirmation: replaceWord }
}

async function tellRestored(id: string, { jobEnded, say, fail }: CommandContext): Promise<unknown> {
  const { result, error } = await jobEnded(id)
  if (error !== null) fail(error.message)
  if (result?.kind !== 'restore') return { restored: null }
  const { kind: _kind, ...restored } = result
  const { folder, movedTo, conversations, messages } = restored
  say(`${conversations} conversations, ${messages} messages, all files whole.`)
  if (movedTo === null) say(`The archive is in ${folder}. Open it with --archive ${folder}.`)
  else {
    say(
      `It takes the place of the archive as soon as nobody has that open: now, or when Stemma is next closed.`,
    )
    say(`The present archive is moved to ${movedTo}; nothing of it is deleted.`)
  }
  return { restored: { ...restored, createdAt: isoTime(restored.createdAt) } }
}
