/** What the reader has set. Kept in the archive, so that it travels with it. */
import { z } from 'zod'
import { command } from './command.ts'
import { nameTemplate, sensitiveAction } from './export.ts'
import { librarySort } from './library.ts'

/** As many as one query can name (`id:a,b,c`). */
const recentConversations = z.array(z.string().min(1).max(64)).max(20)

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** Widths of the library's panes in per cent, as the reader left them. */
  panes: z.record(z.string(), z.number()).default({}),
  sort: librarySort.prefault({}),
  showHiddenMessages: z.boolean().default(false),
  /** What has been in the trash for so many days is deleted for good when the app starts; null for never. */
  emptyTrashAfterDays: z.number().int().min(1).max(3650).nullable().default(null),
  /** Whether imported files are kept, packed, so that a newer version can read them again. */
  keepOriginals: z.boolean().default(true),
  /** The largest file that is imported, in bytes; null for no limit: files are read piece by piece. */
  largestFile: z.number().int().positive().nullable().default(null),
  /** How exported files are named. */
  exportNameTemplate: nameTemplate.default('{title}'),
  /** What an export does about sensitive data unless told otherwise. */
  exportSensitive: sensitiveAction.default('warn'),
  /** Whether the last searches are kept, to be offered again. */
  keepsSearches: z.boolean().default(true),
  /** Whether the places, and the facets in their stead, leave their room to list and reader. */
  hidesSidebar: z.boolean().default(false),
  /** Ids of the conversations that were opened last, the newest first. */
  recentConversations: recentConversations.default([]),
})
export type Settings = z.infer<typeof settings>

const change = z.object({
  theme: settings.shape.theme.unwrap().optional(),
  panes: settings.shape.panes.unwrap().optional(),
  sort: librarySort.optional(),
  showHiddenMessages: z.boolean().optional(),
  emptyTrashAfterDays: settings.shape.emptyTrashAfterDays.unwrap().optional(),
  keepOriginals: z.boolean().optional(),
  largestFile: settings.shape.largestFile.unwrap().optional(),
  exportNameTemplate: nameTemplate.optional(),
  exportSensitive: sensitiveAction.optional(),
  keepsSearches: z.boolean().optional(),
  hidesSidebar: z.boolean().optional(),
  recentConversations: recentConversations.optional(),
})

export const settingsCommands = {
  'settings.get': command(z.object({})).answers<Settings>(),
  /** Changes what is given and answers with all of it. */
  'settings.change': command(change).answers<Settings>(),
}
