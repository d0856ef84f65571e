/** Leads from what an export or a dataset would hold to a message in which something was found, and back again. */
import { call } from '../bridge.ts'
import { returnToExport, stepAside } from '../features/export/export-store.ts'
import { openConversation } from '../features/library/library-store.ts'
import { showFailure, showToast } from '../ui/toasts.ts'
import { showView } from './window-store.ts'

/** Opens a conversation at a message, or at its beginning where no message is named; the export dialog waits meanwhile. */
export async function showFinding(conversationId: string, messageId: string | null): Promise<void> {
  await show(conversationId, messageId, { what: 'export', leave: stepAside, comeBack: returnToExport })
}

/** The same for an HTML archive: its findings wait in the Exports view. */
export async function showArchiveFinding(conversationId: string, messageId: string | null): Promise<void> {
  await show(conversationId, messageId, {
    what: 'export',
    leave: () => undefined,
    comeBack: () => showView('exports'),
  })
}

/** The same for a dataset: its findings, and what the trainer says of its records, wait in the Datasets view. */
export async function showFromDataset(conversationId: string, messageId: string | null): Promise<void> {
  await show(conversationId, messageId, {
    what: 'dataset',
    leave: () => undefined,
    comeBack: () => showView('datasets'),
  })
}

interface Waiting {
  readonly what: 'export' | 'dataset'
  readonly leave: () => void
  readonly comeBack: () => void
}

async function show(
  conversationId: string,
  messageId: string | null,
  { what, leave, comeBack }: Waiting,
): Promise<void> {
  try {
    const key =
      messageId === null ? null : await call('conversation.messageKey', { id: conversationId, messageId })
    leave()
    showView('library')
    openConversation(conversationId, key === null ? null : { leafKey: key, messageKey: key, words: [] })
    showToast({
      tone: 'neutral',
      title: `The ${what} is waiting`,
      actions: [{ label: `Back to the ${what}`, run: comeBack }],
      stays: true,
    })
  } catch (error) {
    showFailure('This could not be shown', error)
  }
}
