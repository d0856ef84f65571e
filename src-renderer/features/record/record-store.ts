/** Which record the sheet shows: asked for, searched, found, or why it was not. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { FoundRecord } from '@shared/contract/conversation.ts'
import { create } from 'zustand'
import { call } from '../../bridge.ts'
import { runningJobs } from '../../jobs/jobs.ts'
import { cancelJob, useJobs } from '../../jobs/jobs-store.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { recordFileName } from './record-words.ts'

/** What a reader wants to see the record of. */
export interface Wanted {
  readonly conversationId: string
  readonly title: string
  /** Null for the conversation itself. */
  readonly messageKey: number | null
}

interface RecordState {
  /** Null while the sheet is closed. */
  readonly wanted: Wanted | null
  /** Whether the record of the whole conversation is shown, though a message was asked for. */
  readonly showsConversation: boolean
  /** Null until it is found. */
  readonly record: FoundRecord | null
  readonly failure: string | null
}

const closed: RecordState = { wanted: null, showsConversation: false, record: null, failure: null }

export const useRecord = create<RecordState>()(() => closed)

/** Opens the sheet and has the record looked for. */
export function showRecord(wanted: Wanted): void {
  useRecord.setState({ ...closed, wanted })
  void look()
}

/** Chooses between the record of the message and that of its conversation. */
export function showConversation(showsConversation: boolean): void {
  stopLooking()
  useRecord.setState({ showsConversation, record: null, failure: null })
  void look()
}

export function closeRecord(): void {
  stopLooking()
  useRecord.setState(closed)
}

/** Asks where to, and writes the whole record there. */
export async function saveRecord(): Promise<void> {
  const { wanted } = useRecord.getState()
  if (wanted === null) return
  try {
    const path = await call('desktop.chooseSavePath', {
      name: recordFileName(wanted.title),
      extension: 'json',
    })
    if (path === null) return
    // The dialog has asked about a file that was there before.
    await call('conversation.saveRecord', { ...shownOf(useRecord.getState(), wanted), path, replace: true })
    showToast({ tone: 'success', title: 'Record saved', description: path })
  } catch (error) {
    showFailure('The record could not be saved', error)
  }
}

async function look(): Promise<void> {
  const asked = useRecord.getState()
  if (asked.wanted === null) return
  const isStillAsked = (): boolean => {
    const { wanted, showsConversation } = useRecord.getState()
    return wanted === asked.wanted && showsConversation === asked.showsConversation
  }
  try {
    const record = await call('conversation.findRecord', shownOf(asked, asked.wanted))
    if (isStillAsked()) useRecord.setState({ record })
  } catch (error) {
    if (isStillAsked()) useRecord.setState({ failure: toErrorValue(error).message })
  }
}

function shownOf(
  { showsConversation }: RecordState,
  { conversationId, messageKey }: Wanted,
): { readonly id: string; readonly messageKey: number | null } {
  return { id: conversationId, messageKey: showsConversation ? null : messageKey }
}

function stopLooking(): void {
  for (const { id, kind } of runningJobs(useJobs.getState())) if (kind === 'record') void cancelJob(id)
}
