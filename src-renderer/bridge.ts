/**
 * The window's side of the bridge: asks for commands of the contract and hears the app's events.
 * What the commands mean is the contract's, what to do with the answers is each feature's.
 */
import { type Answer, fromErrorValue } from '@shared/contract/app-error.ts'
import type { Bridge } from '@shared/contract/bridge.ts'
import type { AppEvent, CommandName, Output, Request } from '@shared/contract/contract.ts'

declare global {
  interface Window {
    readonly stemma: Bridge
  }
}

/** Asks for one command. Throws an AppError with a sentence for a person when it was refused. */
export async function call<Name extends CommandName>(
  name: Name,
  input: Request<Name>,
): Promise<Output<Name>> {
  return dataOf(await window.stemma.call(name, input))
}

/** Hears what the app tells unasked, until the answered function is called. */
export function on(listener: (event: AppEvent) => void): () => void {
  return window.stemma.on(listener)
}

/** The full path of a file that was dropped on the window; empty for one that is not on a disk. */
export function pathOf(file: File): string {
  return window.stemma.pathOf(file)
}

/** The data of an answer; throws its failure. */
export function dataOf<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.data
  throw fromErrorValue(answer.error)
}
