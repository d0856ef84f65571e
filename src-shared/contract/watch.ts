/** The watched folder: exports that arrive there are offered, never imported unasked. Off until somebody turns it on. */
import { z } from 'zod'
import { command } from './command.ts'

/** An export that has arrived in the watched folder and waits for a decision. */
export interface FoundExport {
  /** Full paths; more than one where the export came in several parts. The first names it. */
  readonly paths: readonly string[]
  /** Bytes of all parts. */
  readonly size: number
  /** "ChatGPT" */
  readonly formatName: string
  /** When it was found, ms. */
  readonly foundAt: number
}

export interface WatchState {
  readonly isOn: boolean
  /** Full path; the folder of downloads until another one is chosen. */
  readonly folder: string
  /** False while a watched folder cannot be read: it is looked for again now and then. */
  readonly isFolderThere: boolean
  /** The newest first. */
  readonly found: readonly FoundExport[]
}

export const watchCommands = {
  'watch.state': command(z.object({})).answers<WatchState>(),
  /** Turns watching on or off, or has it watch another folder; only what arrives from then on is offered. */
  'watch.change': command(
    z.object({ isOn: z.boolean().optional(), folder: z.string().min(1).max(4096).optional() }),
  ).answers<WatchState>(),
  /** Takes exports off the list for good; one that changes on the disk is offered again. */
  'watch.dismiss': command(
    z.object({ paths: z.array(z.string().min(1)).min(1).max(10_000) }),
  ).answers<WatchState>(),
}
