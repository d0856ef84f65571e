/** The corner in which toasts appear. F6 or Tab reaches them; a failure is announced at once and stays. */
import { Toast } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, GripVertical, Info, X } from 'lucide-react'
import { createPortal } from 'react-dom'
import { ownDragBegins } from './own-drag.ts'
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
    const { tone, actions, drag }: ToastData = toast.data ?? { tone: 'neutral', actions: [] }
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
        <div
          className={drag === undefined ? 'toast-text' : 'toast-text is-draggable'}
          title={drag && 'Drag it into another program'}
          draggable={drag !== undefined}
          onDragStart={(event) => {
            event.preventDefault()
            ownDragBegins()
            drag?.()
          }}
        >
          {drag !== undefined && <GripVertical className="toast-grip" aria-hidden />}
          <Toast.Title render={<p />} className="toast-title" />
          <Toast.Description className="toast-description" />
        </div>
        {actions.length > 0 && (
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
          </div>
        )}
        <button
          type="button"
          className="button quiet small icon toast-close"
          aria-label="Close"
          onClick={() => close(toast.id)}
        >
          <X aria-hidden />
        </button>
      </Toast.Root>
    )
  })
}
