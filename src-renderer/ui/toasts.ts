/** Saying that something has happened. Any feature may say it; Toasts.tsx draws what was said. */
import { Toast } from '@base-ui/react/toast'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'

type ToastTone = 'success' | 'neutral' | 'failure'

export type ToastAction = { readonly label: string; readonly run: () => void }

export type ToastContent = {
  readonly tone: ToastTone
  readonly title: string
  readonly description?: string
  readonly actions?: readonly ToastAction[]
}

export type ToastData = { readonly tone: ToastTone; readonly actions: readonly ToastAction[] }

export const toastManager = Toast.createToastManager<ToastData>()

/** Shows a toast. A failure stays until it is closed; the others leave after eight seconds. */
export function showToast({ tone, title, description, actions = [] }: ToastContent): void {
  toastManager.add({
    title,
    description,
    timeout: tone === 'failure' ? 0 : 8000,
    data: { tone, actions },
  })
}

/** Shows why something could not be done. What was cancelled by the reader is no failure and stays unsaid. */
export function showFailure(title: string, error: unknown): void {
  if (error instanceof AppError && error.kind === 'cancelled') return
  showToast({ tone: 'failure', title, description: toErrorValue(error).message })
}
