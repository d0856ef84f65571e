/** What only the desktop can do: dialogs, opening things. Answered by electron/, not by the app. */
import { z } from 'zod'
import { command } from './command.ts'

export interface Environment {
  readonly version: string
  /** "Electron 33.2.1, Chromium 130, Node 20.18" */
  readonly runtime: string
  readonly platform: string
  readonly archiveFolder: string
  /** Requests for anything outside the app that were refused since it started. */
  readonly refusedRequests: number
}

/** A file or folder that a person chose to import. */
export interface ChosenFile {
  readonly path: string
  /** Bytes; null for a folder, and where nobody knows. */
  readonly size: number | null
}

export const desktopCommands = {
  /** Asks for files to import (several); an empty list when the dialog was left. */
  'desktop.chooseImportFiles': command(z.object({ what: z.enum(['files', 'folder']) })).answers<
    readonly ChosenFile[]
  >(),
  /** Asks where to save; null when the dialog was left. The dialog itself asks before an existing file is taken. */
  'desktop.chooseSavePath': command(
    z.object({ name: z.string().min(1).max(255), extension: z.string().regex(/^[a-z0-9]{1,10}$/) }),
  ).answers<string | null>(),
  /** Asks for a folder to export into, to watch, to back up to or to restore into; null when the dialog was left. */
  'desktop.chooseFolder': command(
    z.object({ purpose: z.enum(['export', 'watch', 'backup', 'restore']).default('export') }),
  ).answers<string | null>(),
  /** Asks for the file of a backup; null when the dialog was left. */
  'desktop.chooseBackup': command(z.object({})).answers<string | null>(),
  /** Ends Stemma and starts it again: with the archive of a folder, or with this one. */
  'desktop.restart': command(
    z.object({ archiveFolder: z.string().min(1).nullable().default(null) }),
  ).answers<null>(),
  /** Opens a file that this session exported with the program the system has for it. */
  'desktop.openFile': command(z.object({ path: z.string().min(1) })).answers<null>(),
  /** Opens an HTML archive of the list in the browser. */
  'desktop.openHtmlArchive': command(z.object({ fileName: z.string().min(1).max(255) })).answers<null>(),
  'desktop.showInFolder': command(z.object({ path: z.string().min(1) })).answers<null>(),
  /** Opens a web address in the browser, after asking with the whole address in sight. */
  'desktop.openLink': command(z.object({ url: z.string().min(1).max(8192) })).answers<{
    readonly opened: boolean
  }>(),
  /** Puts a file that this session exported on the clipboard: a PNG as a picture, a text as that text. */
  'desktop.copyFile': command(z.object({ path: z.string().min(1) })).answers<null>(),
  /** Goes on, as the system's own, with a drag that began in the window, with files that this session exported. */
  'desktop.dragFiles': command(
    z.object({ paths: z.array(z.string().min(1)).min(1).max(100) }),
  ).answers<null>(),
  'desktop.copyText': command(z.object({ text: z.string() })).answers<null>(),
  'desktop.environment': command(z.object({})).answers<Environment>(),
}
