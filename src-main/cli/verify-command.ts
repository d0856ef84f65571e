/** `stemma verify`: what is in a backup, and whether it is whole. */
import { resolve } from 'node:path'
import { bytesText } from './bytes-text.ts'
import { isoTime, UsageError, type CliCommand } from './command.ts'

export const verifyCommand: CliCommand = {
  name: 'verify',
  usage: 'FILE',
  summary: 'reads a backup to its end without restoring it and names what is damaged',
  options: [],
  check: ({ words }) => {
    if (words.length !== 1) throw new UsageError('Name one backup.')
  },
  run: async ({ words }, { ask, jobEnded, say, fail }) => {
    const job = await ask('backup.verify', { path: resolve(words[0] ?? '') })
    const { result, error } = await jobEnded(job.id)
    if (error !== null) fail(error.message)
    if (result?.kind !== 'verify')
      return { path: resolve(words[0] ?? ''), isWhole: false, reason: error?.message ?? null }
    const { kind: _kind, ...checked } = result
    const { path, conversations, messages, members, size, damaged, missing, createdAt, stemma } = checked
    say(`${path}: a backup of ${isoTime(createdAt) ?? ''}, made by Stemma ${stemma}`)
    say(`${conversations} conversations, ${messages} messages, ${members} files, ${bytesText(size)}`)
    for (const name of missing) say(`not in it, since the archive had lost it: ${name}`)
    for (const { name, reason } of damaged) fail(`${name}: ${reason}`)
    say(damaged.length === 0 ? 'Every file is whole.' : `Damaged: ${damaged.length}.`)
    return { ...checked, isWhole: damaged.length === 0, createdAt: isoTime(createdAt) }
  },
}
