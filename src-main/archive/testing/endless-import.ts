/** A program that imports until it is killed. It prints the number of a conversation once it has been committed. */
import { writeSync } from 'node:fs'
import { openArchive } from '../open.ts'
import { inBatch, saveConversation } from '../save-conversation.ts'
import { conversation, message, noon, startImport } from './conversations.ts'

const archive = openArchive(process.argv[2] ?? '')
const importId = startImport(archive)
for (let number = 0; ; number++) {
  const messages = Array.from({ length: 30 }, (_, index) =>
    message(`${index}`, index === 0 ? null : `${index - 1}`, `${number} ${'text '.repeat(50)}`),
  )
  const one = conversation({ sourceId: `${number}`, messages })
  inBatch(archive, () =>
    saveConversation(archive, one, [], { importId, fingerprint: `${number}`, now: noon }),
  )
  // Written to the pipe at once: what is in a buffer of ours dies with the process.
  writeSync(1, `${number}\n`)
}
