/** The menu of one message: copying it, and what the app's desk adds. */
import { readableText } from '@shared/message-text.ts'
import { Copy } from 'lucide-react'
import { useRef } from 'react'
import { ActionMenu, type MenuPlace } from '../../ui/ActionMenu.tsx'
import type { ReaderDesk } from './reader-desk.ts'
import { indexOfKey, isLeaf } from './reading-tree.ts'
import type { ConversationView } from './use-conversation.ts'

export interface OpenMenu {
  readonly messageKey: number
  readonly place: MenuPlace
}

type Props = {
  view: ConversationView
  desk: ReaderDesk
  /** Null while it is closed. */
  menu: OpenMenu | null
  turnOf: (messageKey: number) => HTMLElement | null
  onCopy: (text: string) => void
  onClose: () => void
}

export function MessageMenu({ view, desk, menu, turnOf, onCopy, onClose }: Props) {
  const shown = useRef<number | null>(null)
  if (menu !== null) shown.current = menu.messageKey
  const key = shown.current
  const message = key === null ? null : view.messages.get(key)
  const index = key === null ? -1 : indexOfKey(view.reading, key)
  const hasFollowing = index >= 0 && !isLeaf(view.reading.tree, index)
  const actions = message
    ? [
        { label: 'Copy', icon: Copy, shortcut: 'C', run: () => onCopy(readableText(message.parts)) },
        ...desk.messageActions({ row: view.opened.row, message, hasFollowing }),
      ]
    : []
  return (
    <ActionMenu
      label="Actions for the message"
      place={actions.length === 0 ? null : (menu?.place ?? null)}
      actions={actions}
      onClose={onClose}
      focusAfter={() => (key === null ? null : turnOf(key))}
    />
  )
}
