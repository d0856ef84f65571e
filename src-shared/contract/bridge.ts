/** What the preload script puts on `window.stemma`: the one door between the window and the rest. */
import type { Answer } from './app-error.ts'
import type { AppEvent, CommandName, Output, Request } from './contract.ts'

export interface Bridge {
  /** Asks for a command of the contract; never rejects. */
  call<Name extends CommandName>(name: Name, input: Request<Name>): Promise<Answer<Output<Name>>>
  /** Hears what the app tells unasked; returns what stops it. */
  on(listener: (event: AppEvent) => void): () => void
  /** The full path of a `File` that was dropped on the window (this folder knows no DOM, hence `object`). */
  pathOf(file: object): string
}
