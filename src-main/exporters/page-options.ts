/** What PDF and pictures let a reader choose alike. */
import type { ChosenOptions, SwitchOption } from '@shared/option.ts'
import type { PagePrinter } from '../ports.ts'
import { AppError } from '@shared/contract/app-error.ts'
import type { ExportTools } from './exporter.ts'
import type { PageLook } from './render/conversation-page.ts'

export const pageOptions: readonly SwitchOption[] = [
  {
    kind: 'switch',
    name: 'thinking',
    label: 'Include thinking and tool calls',
    description: 'Shows them unfolded; else they are left out.',
    initial: true,
  },
  {
    kind: 'switch',
    name: 'hidden',
    label: 'Include hidden messages',
    description: 'Shows messages, such as system prompts, that the product they come from did not show.',
    initial: false,
  },
]

/** How the page is to look by the chosen options. */
export function pageLook(chosen: ChosenOptions): PageLook {
  return {
    theme: chosen['theme'] === 'dark' ? 'dark' : 'light',
    showsThinking: chosen['thinking'] === true,
    showsHidden: chosen['hidden'] === true,
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
