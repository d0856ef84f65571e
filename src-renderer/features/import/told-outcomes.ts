/** What was told of earlier imports that brought nothing: failures stay on the screen, and a new import makes them old. */
import { closeToast } from '../../ui/toasts.ts'

let told: readonly string[] = []

/** Notes a toast. */
export function noteTold(toast: string): void {
  told = [...told, toast]
}

/** Closes all that were noted. */
export function closeTold(): void {
  for (const toast of told) closeToast(toast)
  told = []
}
