/** The corner in which toasts appear. F6 or Tab reaches them; a failure is announced at once and stays. */
import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react'
import { createPortal } from 'react-dom'
import { type ToastData, toastManager } from './toasts.ts'
import './toasts.css'

const icons = { success: CircleCheck, neutral: Info, failure: CircleAlert }

export function Toasts() {
  return (
    <Toast.Provider toastManager={toastManager} limit={5}>
      {createPortal(
        // Each toast announces itself by its role: a live region around them would say everything twice.
        <Toast.Viewport className="toasts" aria-live="off" data-pane>
          <ToastList />
        </Toast.Viewport>,
        document.body,
      )}
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts, close } = Toast.useToastManager<ToastData>()
  return toasts.map((toast) => {
    const { tone, actions } = toast.data ?? { tone: 'neutral', actions: [] }
    const Icon = icons[tone]
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        className={`toast ${tone}`}
        role={tone === 'failure' ? 'alert' : 'status'}
        aria-modal={undefined}
        swipeDirection={[]}
      >
        <Icon className="toast-icon" aria-hidden />
        <div className="toast-text">
          <Toast.Title render={<p />} className="toast-title" />
          <Toast.Description className="toast-description" />
        </div>
        <div className="toast-actions">
          {actions.map((action) => (
            <button
              key={action.label}
              type="button"
              className="link"
              onClick={() => {
                close(toast.id)
                action.run()
              }}
            >
              {action.label}
            </button>
          ))}
          <button
            type="button"
            className="button quiet small icon"
            aria-label="Close"
            onClick={() => close(toast.id)}
          >
            <X aria-hidden />
          </button>
        </div>
      </Toast.Root>
    )
  })
}
