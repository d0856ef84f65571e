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
  /** Goes on with a drag that has begun on the toast: what it tells of can be dragged out of the window. */
  readonly drag?: () => void
  /** It stays until it is closed, as a failure does. */
  readonly stays?: true
}

export type ToastData = Required<Pick<ToastContent, 'tone' | 'actions'>> & Pick<ToastContent, 'drag'>

export const toastManager = Toast.createToastManager<ToastData>()

/** Shows a toast, and answers its id. A failure stays until it is closed; the others leave after eight seconds. */
export function showToast({ tone, title, description, actions = [], drag, stays }: ToastContent): string {
  return toastManager.add({
    title,
    description,
    timeout: tone === 'failure' || stays ? 0 : 8000,
    data: { tone, actions, ...(drag && { drag }) },
  })
}

export function closeToast(id: string): void {
  toastManager.close(id)
}

/** Shows why something could not be done. What was cancelled by the reader is no failure and stays unsaid. */
export function showFailure(title: string, error: unknown): void {
  if (error instanceof AppError && error.kind === 'cancelled') return
  showToast({ tone: 'failure', title, description: toErrorValue(error).message })
}
