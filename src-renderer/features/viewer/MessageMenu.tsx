/** The menu of one message: copying it, comparing its versions, and what the app's desk adds. */
import { readableText } from '@shared/message-text.ts'
import { Columns2, Copy } from 'lucide-react'
import { type Action, ActionMenu, type MenuPlace } from '../../ui/ActionMenu.tsx'
import { previewOf } from './message-words.ts'
import type { ReaderDesk } from './reader-desk.ts'
import { hasVersions, indexOfKey, isLeaf } from './reading-tree.ts'
import type { ConversationView } from './use-conversation.ts'
import { useViewer } from './viewer-store.ts'

/** The menu that was opened last: what it offers stays while it fades out. */
export interface OpenedMenu {
  readonly isOpen: boolean
  readonly messageKey: number
  readonly place: MenuPlace
}

type Props = {
  view: ConversationView
  desk: ReaderDesk
  /** Null before the first. */
  menu: OpenedMenu | null
  turnOf: (messageKey: number) => HTMLElement | null
  onCopy: (text: string) => void
  onClose: () => void
}

export function MessageMenu({ view, desk, menu, turnOf, onCopy, onClose }: Props) {
  const key = menu?.messageKey ?? null
  const message = key === null ? null : view.messages.get(key)
  const index = key === null ? -1 : indexOfKey(view.reading, key)
  const hasFollowing = index >= 0 && !isLeaf(view.reading.tree, index)
  const comparing: Action[] =
    key !== null && index >= 0 && hasVersions(view.reading, index)
      ? [
          {
            label: 'Compare its versions…',
            icon: Columns2,
            run: () => useViewer.getState().compare({ messageKey: key }),
          },
        ]
      : []
  const actions = message
    ? [
        { label: 'Copy', icon: Copy, shortcut: 'C', run: () => onCopy(readableText(message.parts)) },
        ...comparing,
        ...desk.messageActions({
          row: view.opened.row,
          message,
          beginning: previewOf(message),
          hasFollowing,
        }),
      ]
    : []
  return (
    <ActionMenu
      label="Actions for the message"
      place={menu?.isOpen && actions.length > 0 ? menu.place : null}
      actions={actions}
      onClose={onClose}
      focusAfter={() => (key === null ? null : turnOf(key))}
    />
  )
}
