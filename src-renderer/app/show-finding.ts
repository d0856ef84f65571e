/** Leads from the export dialog to a message in which something sensitive was found, and back again. */
import { call } from '../bridge.ts'
import { returnToExport, stepAside } from '../features/export/export-store.ts'
import { openConversation } from '../features/library/library-store.ts'
import { showFailure, showToast } from '../ui/toasts.ts'
import { showView } from './window-store.ts'

/** Opens a conversation at a message, or at its beginning where no message is named; the dialog waits meanwhile. */
export async function showFinding(conversationId: string, messageId: string | null): Promise<void> {
  try {
    const key =
      messageId === null ? null : await call('conversation.messageKey', { id: conversationId, messageId })
    stepAside()
    showView('library')
    openConversation(conversationId, key === null ? null : { leafKey: key, messageKey: key, words: [] })
    showToast({
      tone: 'neutral',
      title: 'The export is waiting',
      actions: [{ label: 'Back to the export', run: returnToExport }],
      stays: true,
    })
  } catch (error) {
    showFailure('This could not be shown', error)
  }
}
