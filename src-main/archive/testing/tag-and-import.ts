/**
 * A program that puts an archive in order while another does too: imports conversations of its own, and tags, renames and
 * forks what all share. Arguments: the archive folder, a name, how many rounds, the id of what is shared.
 */
import { forkConversation } from '../copy-conversation.ts'
import { setStatus } from '../statuses.ts'
import { addTags } from '../tags.ts'
import { ChangeHistory } from '../change-history.ts'
import { openArchive } from '../open.ts'
import { openConversation } from '../read-conversation.ts'
import { headsOf } from '../row-changes.ts'
import { conversation, importOne, noon } from './conversations.ts'

const [folder = '', name = '', rounds = '', shared = ''] = process.argv.slice(2)
const archive = openArchive(folder)
const changes = new ChangeHistory(archive, () => Promise.reject(new Error('This change is small.')))
const key = openConversation(archive, shared).spine.keys[0] ?? -1
for (let round = 0; round < Number(rounds); round++) {
  const { id } = importOne(archive, conversation({ sourceId: `${name} ${round}` }))
  addTags(archive, [id, shared], [`${name} ${round}`, 'everyone'], noon)
  changes.make(
    {
      label: 'Archive',
      activity: () => ({ action: name, summary: `${round}`, conversations: 1, conversationId: id }),
    },
    [headsOf([id])],
    () => setStatus(archive, [id], 'archived'),
  )
  forkConversation(
    archive,
    { id: shared, key, option: 'path', startHere: false, latestKey: null, title: name },
    noon,
  )
}
archive.close()
