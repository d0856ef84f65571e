/** `stemma backup`: the whole archive into one file. */
import { resolve } from 'node:path'
import { isGiven, isoTime, UsageError, valueOf, type CliCommand } from './command.ts'
import { bytesText } from './bytes-text.ts'

export const backupCommand: CliCommand = {
  name: 'backup',
  usage: '--out FILE',
  summary: 'writes the whole archive into one file and reads it back to check it',
  options: [
    { name: 'out', value: 'FILE', description: 'the file to write' },
    { name: 'replace', value: null, description: 'write over a file that is there already' },
  ],
  check: (given) => {
    const [word] = given.words
    if (word !== undefined) throw new UsageError(`“${word}” is not understood.`)
    if (valueOf(given, 'out') === null) throw new UsageError('Say where to: --out FILE.')
  },
  run: async (given, { ask, jobEnded, say, fail }) => {
    const path = resolve(valueOf(given, 'out') ?? '')
    const job = await ask('backup.create', { path, replace: isGiven(given, 'replace') })
    const { result, error } = await jobEnded(job.id)
    if (error !== null) fail(error.message)
    const backup = result?.kind === 'backup' ? result.backup : null
    if (backup === null) return { backup: null }
    say(
      `${backup.path}: ${backup.conversations} conversations, ${backup.messages} messages, ${bytesText(backup.size)}; read back and whole.`,
    )
    for (const name of backup.missing) say(`not in it, since the archive has lost it: ${name}`)
    return { backup: { ...backup, createdAt: isoTime(backup.createdAt) } }
  },
}
