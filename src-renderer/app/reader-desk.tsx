/** What the window's other features put into the reader: notes, forks, tags, the trash, titles. */
import { Braces, GitFork, MessageSquareX, Scissors, StickyNote } from 'lucide-react'
import { call } from '../bridge.ts'
import { forgetOffer } from '../changes/undo.ts'
import { openConversation } from '../features/library/library-store.ts'
import { giveBackTitle } from '../features/organise/copies.ts'
import { startFork } from '../features/organise/fork-store.ts'
import { MessageNote } from '../features/organise/MessageNote.tsx'
import { writeNoteOf } from '../features/organise/notes-store.ts'
import { NotesPanel } from '../features/organise/NotesPanel.tsx'
import { RelativesLine } from '../features/organise/RelativesLine.tsx'
import { showRecord } from '../features/record/record-store.ts'
import { deleteMessages } from '../features/trash/trash-store.ts'
import type { MessageAtHand, ReaderDesk } from '../features/viewer/reader-desk.ts'
import { TagChips } from '../tags/TagChips.tsx'
import type { Action } from '../ui/ActionMenu.tsx'
import { bringBackAction, favoriteAction, openActions } from './conversation-actions.ts'

/** Tags that are shown under the title. */
const mostTags = 8

export const readerDesk: ReaderDesk = {
  conversationActions: openActions,
  favoriteAction,
  bringBackAction,
  messageActions,
  rename: async (id, title) => {
    await call('library.rename', { id, title })
    forgetOffer()
  },
  giveBackTitle: (id) => void giveBackTitle(id),
  tagsOf: (row) => <TagChips names={row.tags} most={mostTags} />,
  relativesOf: (id) => <RelativesLine conversationId={id} onOpen={openRelative} />,
  noteOn: (messageKey, onEnd) => <MessageNote messageKey={messageKey} onEnd={onEnd} />,
  notesPanel: (onGoTo) => <NotesPanel onGoTo={onGoTo} />,
}

function messageActions({ row, message, beginning, hasFollowing }: MessageAtHand): Action[] {
  const { key } = message
  const branch: Action = {
    label: 'Delete this and all that follows',
    icon: Scissors,
    isDangerous: true,
    run: () => void deleteMessages(row.id, key, 'branch'),
  }
  return [
    { label: 'Note…', icon: StickyNote, run: () => writeNoteOf(key) },
    {
      label: 'Fork from here…',
      icon: GitFork,
      run: () =>
        startFork({
          conversationId: row.id,
          title: row.title,
          messageKey: key,
          beginning,
        }),
    },
    {
      label: 'Show as received…',
      icon: Braces,
      run: () => showRecord({ conversationId: row.id, title: row.title, messageKey: key }),
    },
    {
      label: 'Delete message',
      icon: MessageSquareX,
      isDangerous: true,
      beginsGroup: true,
      run: () => void deleteMessages(row.id, key, 'message'),
    },
    ...(hasFollowing ? [branch] : []),
  ]
}

/** Opens a relative at the message where the two part, where that is known. */
function openRelative(id: string, messageKey: number | null): void {
  openConversation(id, messageKey === null ? null : { leafKey: messageKey, messageKey, words: [] })
}
