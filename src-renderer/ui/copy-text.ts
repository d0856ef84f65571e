/** Puts a text on the clipboard and says so. */
import { call } from '../bridge.ts'
import { showFailure, showToast } from './toasts.ts'

/** `what` names the text in the toast: "SHA-256". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await call('desktop.copyText', { text })
    showToast({ tone: 'success', title: `${what} copied` })
  } catch (error) {
    showFailure(`${what} could not be copied`, error)
  }
}
