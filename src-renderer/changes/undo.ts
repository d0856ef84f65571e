/**
 * Undoing, as the window offers it: in a toast after a change, and by the keys until the app closes. What was changed,
 * and how it is put back, the archive knows.
 */
import type { ChangeUndone } from '@shared/contract/organise.ts'
import { call } from '../bridge.ts'
import { counted, countText } from '../ui/counts.ts'
import { closeToast, showFailure, showToast } from '../ui/toasts.ts'

/** The toast that offers to undo the last change; an older offer would undo another change than the one it names. */
let offer: string | null = null

/** Says that something has been changed, and offers to undo it. */
export function tellChange(title: string, description?: string): void {
  forgetOffer()
  offer = showToast({
    tone: 'neutral',
    title,
    ...(description === undefined ? {} : { description }),
    actions: [{ label: 'Undo', run: () => void undoLast() }],
  })
}

/** To be called after a change that needs no toast: the last offer is no longer about the last change. */
export function forgetOffer(): void {
  if (offer !== null) closeToast(offer)
  offer = null
}

export async function undoLast(): Promise<void> {
  forgetOffer()
  try {
    const undone = await call('changes.undo', {})
    tell(undone, 'Undone', { label: 'Redo', run: () => void redoLast() }, 'There is nothing to undo')
  } catch (error) {
    showFailure('This could not be undone', error)
  }
}

export async function redoLast(): Promise<void> {
  forgetOffer()
  try {
    const redone = await call('changes.redo', {})
    tell(redone, 'Done again', { label: 'Undo', run: () => void undoLast() }, 'There is nothing to do again')
  } catch (error) {
    showFailure('This could not be done again', error)
  }
}

/**
 * Says what became of conversations that were changed: one by its title, several by their number, and that the rest were
 * left where the change was stopped.
 *
 * @param said "Archived"
 * @param asked how many it was about
 */
export function tellMany(
  said: (whom: string) => string,
  { changed, left }: { readonly changed: number; readonly left: number },
  { asked, only }: { readonly asked: number; readonly only: string | null },
): void {
  if (left === 0) return tellChange(said(only === null ? counted(asked, 'conversation') : `“${only}”`))
  const whom = `${countText(changed)} of ${counted(asked, 'conversation')}`
  if (changed > 0) return tellChange(said(whom), `Stopped; ${countText(left)} were left as they were.`)
  forgetOffer()
  showToast({ tone: 'neutral', title: 'Stopped', description: 'Nothing was changed.' })
}

function tell(
  { done, skipped, left }: ChangeUndone,
  what: string,
  action: { label: string; run: () => void },
  nothing: string,
): void {
  if (done === null) {
    showToast({ tone: 'neutral', title: nothing })
    return
  }
  const rest =
    left > 0
      ? { description: `Stopped; ${counted(left, 'conversation')} are still to come: the same key goes on.` }
      : skipped > 0
        ? { description: `${counted(skipped, 'change')} stayed: changed again since, or gone.` }
        : {}
  offer = showToast({ tone: 'neutral', title: `${what}: ${done}`, ...rest, actions: [action] })
}
