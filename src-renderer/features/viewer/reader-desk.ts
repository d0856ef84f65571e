/** What the app puts into the reader: what can be done to what is read, and what other features know of it. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import type { ReactNode } from 'react'
import type { Action } from '../../ui/ActionMenu.tsx'

/** A message, as its menu needs to know it. */
export interface MessageAtHand {
  readonly row: LibraryRow
  readonly message: ShownMessage
  /** How it begins, as plain text. */
  readonly beginning: string
  /** Whether other messages follow on it. */
  readonly hasFollowing: boolean
}

export interface ReaderDesk {
  /** What the menu of the conversation offers; `rename` begins the editing of its title. */
  readonly conversationActions: (row: LibraryRow, rename: () => void) => readonly Action[]
  readonly messageActions: (at: MessageAtHand) => readonly Action[]
  readonly favoriteAction: (row: LibraryRow) => Action
  /** Takes it out of the trash or of the archived ones; null where it is in neither. */
  readonly bringBackAction: (row: LibraryRow) => Action | null
  /** Throws the AppError with which the archive refuses the title. */
  readonly rename: (id: string, title: string) => Promise<void>
  readonly giveBackTitle: (id: string) => void
  readonly tagsOf: (row: LibraryRow) => ReactNode
  /** Where it was forked from, and what was forked from it. */
  readonly relativesOf: (id: string) => ReactNode
  /** The note on a message; `onEnd` gives the message the focus back. */
  readonly noteOn: (messageKey: number, onEnd: () => void) => ReactNode
  readonly notesPanel: (onGoTo: (messageKey: number) => void) => ReactNode
}
