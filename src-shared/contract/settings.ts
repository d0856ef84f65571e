/** What the reader has set. Kept in the archive, so that it travels with it. */
import { z } from 'zod'
import { command } from './command.ts'
import { librarySort } from './library.ts'

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Widths of the library's panes in per cent, as the reader left them. */
  panes: z.record(z.string(), z.number()).default({}),
  sort: librarySort.prefault({}),
  showHiddenMessages: z.boolean().default(false),
})
export type Settings = z.infer<typeof settings>

const change = z.object({
  theme: settings.shape.theme.unwrap().optional(),
  panes: settings.shape.panes.unwrap().optional(),
  sort: librarySort.optional(),
  showHiddenMessages: z.boolean().optional(),
})

export const settingsCommands = {
  'settings.get': command(z.object({})).answers<Settings>(),
  /** Changes what is given and answers with all of it. */
  'settings.change': command(change).answers<Settings>(),
}
