/** What PDF and pictures have in common: the choices of a reader, the printer, and giving up in the middle. */
import type { ChosenOptions, SwitchOption } from '@shared/option.ts'
import type { PagePrinter } from '../ports.ts'
import { AppError } from '@shared/contract/app-error.ts'
import { branchesOption, hiddenOption, messageChoice, thinkingOption } from './common-options.ts'
import type { ExportTools } from './exporter.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import type { PageLook } from './render/conversation-page.ts'

export const pageOptions: readonly SwitchOption[] = [
  branchesOption(false),
  thinkingOption,
  hiddenOption(false),
]

/** How the page is to look by the chosen options. */
export function pageLook(chosen: ChosenOptions): PageLook {
  return {
    theme: chosen['theme'] === 'dark' ? 'dark' : 'light',
    hasHead: chosen['header'] !== false,
    hasFoot: chosen['footer'] === true,
    ...messageChoice(chosen),
  }
}

/** The printer, which formats that draw cannot do without. Throws AppError `not-available`. */
export function printerOf({ printer }: ExportTools): PagePrinter {
  if (printer) return printer
  throw new AppError(
    'not-available',
    'Pictures and PDF are drawn by the desktop app, which is not running here.',
  )
}

/** The work that a printer does on a page; it is given up as soon as the signal is raised. */
export async function drawn<T>(
  printer: PagePrinter,
  page: string,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  throwIfCancelled(signal)
  const stop = (): void => void printer.stop(page)
  signal.addEventListener('abort', stop)
  try {
    return await work()
  } catch (error) {
    // Stopped, the printer fails in words of its own; the reader is to hear that the export was cancelled.
    throwIfCancelled(signal)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
