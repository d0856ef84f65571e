/**
 * Everything that the window, the command line and the local API may ask for, in one table.
 *
 * The key is the name on the wire. Adding a command is a line here and a handler: without the handler, or with one
 * too many, the program does not compile.
 */
import type { z } from 'zod'
import type { Job } from '../job.ts'
import type { WindowCommand } from '../shortcuts/shortcuts.ts'
import { activityCommands } from './activity.ts'
import { backupCommands } from './backup.ts'
import type { Command } from './command.ts'
import { conversationCommands } from './conversation.ts'
import { datasetCommands } from './datasets.ts'
import { desktopCommands } from './desktop.ts'
import { exportCommands } from './export.ts'
import { htmlArchiveCommands } from './html-archives.ts'
import { insightCommands } from './insights.ts'
import { jobCommands } from './jobs.ts'
import { libraryCommands } from './library.ts'
import { localApiCommands, type LocalApiState } from './local-api.ts'
import { maintenanceCommands } from './maintenance.ts'
import { organiseCommands } from './organise.ts'
import { searchCommands } from './search.ts'
import { settingsCommands } from './settings.ts'
import { tagCommands } from './tags.ts'
import { watchCommands, type WatchState } from './watch.ts'

/** Answered by the archive: the same through window, command line and HTTP. */
export const appCommands = {
  ...libraryCommands,
  ...organiseCommands,
  ...tagCommands,
  ...activityCommands,
  ...insightCommands,
  ...conversationCommands,
  ...searchCommands,
  ...jobCommands,
  ...exportCommands,
  ...htmlArchiveCommands,
  ...datasetCommands,
  ...settingsCommands,
  ...maintenanceCommands,
  ...backupCommands,
  ...watchCommands,
  ...localApiCommands,
}

export { desktopCommands }

export const commands = { ...appCommands, ...desktopCommands }

export type CommandName = keyof typeof commands
export type AppCommandName = keyof typeof appCommands
export type DesktopCommandName = keyof typeof desktopCommands

type Schemas = typeof commands

/** What a caller may write: defaults can be left out. */
export type Request<Name extends CommandName> =
  Schemas[Name] extends Command<infer In, unknown> ? z.input<In> : never
/** What a handler gets: parsed, with defaults filled in. */
export type Input<Name extends CommandName> =
  Schemas[Name] extends Command<infer In, unknown> ? z.output<In> : never
export type Output<Name extends CommandName> =
  Schemas[Name] extends Command<z.ZodType, infer Out> ? Out : never

type MaybePromise<T> = T | Promise<T>

/** One handler for each command of a list; a missing or surplus one does not compile. */
export type Handlers<Names extends CommandName> = {
  readonly [Name in Names]: (input: Input<Name>) => MaybePromise<Output<Name>>
}

/** What the app tells without being asked. */
export type AppEvent =
  | { readonly kind: 'job'; readonly job: Job }
  /** Conversations were added, changed or removed: lists and counts are to be asked for again. */
  | { readonly kind: 'library-changed' }
  /** The index has caught up with the archive. */
  | { readonly kind: 'index-ready' }
  /** The watched folder was turned on or off, an export has arrived there, or was decided on. */
  | { readonly kind: 'watch'; readonly watch: WatchState }
  /** The local API was turned on or off, or is set otherwise. */
  | { readonly kind: 'local-api'; readonly localApi: LocalApiState }
  /** A menu entry or key was chosen that the window carries out. */
  | { readonly kind: 'menu'; readonly action: WindowCommand }
  | { readonly kind: 'theme'; readonly isDark: boolean }
