/** The fork that is being prepared: from which message, with which choice, and how many messages each would take. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { LibraryRow } from '@shared/contract/library.ts'
import type { ForkOption } from '@shared/contract/organise.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { tellChange } from '../../changes/undo.ts'

export interface ForkStart {
  readonly conversationId: string
  readonly title: string
  readonly messageKey: number
  /** How the message begins, for a person to recognise it. */
  readonly beginning: string
}

interface ForkState {
  /** Null while the dialog is closed. */
  readonly from: ForkStart | null
  readonly option: ForkOption
  readonly startHere: boolean
  readonly title: string
  /** Null while they are being counted. */
  readonly sizes: Readonly<Record<ForkOption, number>> | null
  readonly failure: string | null
}

const closed: ForkState = {
  from: null,
  option: 'path',
  startHere: false,
  title: '',
  sizes: null,
  failure: null,
}

export const useFork = create<ForkState>()(() => closed)

/** Opens the dialog for a fork at a message. */
export function startFork(from: ForkStart): void {
  useFork.setState({ ...closed, from, title: `${from.title} (Fork)` })
  void countMessages()
}

export function closeFork(): void {
  useFork.setState({ from: null })
}

export function changeFork(change: Partial<Pick<ForkState, 'option' | 'startHere' | 'title'>>): void {
  useFork.setState({ ...change, failure: null })
  if (change.startHere !== undefined) void countMessages()
}

async function countMessages(): Promise<void> {
  const { from, startHere } = useFork.getState()
  if (from === null) return
  const isWanted = (): boolean => {
    const now = useFork.getState()
    return now.from === from && now.startHere === startHere
  }
  try {
    const sizes = await call('conversation.forkPreview', {
      id: from.conversationId,
      key: from.messageKey,
      startHere,
    })
    if (isWanted()) useFork.setState({ sizes })
  } catch (error) {
    if (isWanted()) useFork.setState({ failure: toErrorValue(error).message })
  }
}

/** Makes the fork; answers it, or null where it could not be made and the dialog says why. */
export async function makeFork(): Promise<LibraryRow | null> {
  const { from, option, startHere, title } = useFork.getState()
  if (from === null) return null
  try {
    const row = await call('conversation.fork', {
      id: from.conversationId,
      key: from.messageKey,
      startHere,
      option,
      title: title.trim() === '' ? null : title,
    })
    closeFork()
    tellChange(`Forked: “${row.title}”`)
    return row
  } catch (error) {
    useFork.setState({ failure: toErrorValue(error).message })
    return null
  }
}
