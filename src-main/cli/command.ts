/** What a command of the command line is, and what it works with. */
import type { AppCommandName, Output, Request } from '@shared/contract/contract.ts'
import type { Job } from '@shared/job.ts'

/** Wrong usage: the sentence is printed with the command's help, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface CommandOption {
  readonly name: string
  /** The word that stands for its value in the help; null for a switch. */
  readonly value: string | null
  readonly isRepeatable?: boolean
  readonly description: string
}

export interface Given {
  readonly words: readonly string[]
  /** Values of each option that was given, in their order; `true` for a switch. */
  readonly options: ReadonlyMap<string, readonly (string | true)[]>
}

export interface CommandContext {
  /** Asks the app; throws AppError when it refuses. */
  readonly ask: <Name extends AppCommandName>(name: Name, input: Request<Name>) => Promise<Output<Name>>
  /** Resolves when a job has ended. */
  readonly jobEnded: (id: string) => Promise<Job>
  /** Prints for a person, or nothing under `--json`. */
  readonly say: (line: string) => void
  /** Prints a value at once under `--json`, or nothing for a person: for a command that does not end by itself. */
  readonly sayJson: (value: unknown) => void
  /** Names something that failed, on stderr; the exit code is then 1. */
  readonly fail: (line: string) => void
}

export interface CliCommand {
  readonly name: string
  /** What follows the name: `FILE…`. */
  readonly usage: string
  readonly summary: string
  readonly options: readonly CommandOption[]
  /** Checks the words before anything is opened; throws UsageError. */
  check(given: Given): void
  /** Does it, saying things for a person; answers what `--json` prints, nothing for `undefined`. */
  run(given: Given, context: CommandContext): Promise<unknown>
}

/** The last value given for an option, or null. */
export function valueOf(given: Given, name: string): string | null {
  const value = given.options.get(name)?.at(-1)
  return typeof value === 'string' ? value : null
}

/** All values given for an option. */
export function valuesOf(given: Given, name: string): string[] {
  return (given.options.get(name) ?? []).filter((value) => typeof value === 'string')
}

/** Whether a switch was given. */
export function isGiven(given: Given, name: string): boolean {
  return given.options.has(name)
}

/** The whole number given for an option, `otherwise` when there is none; throws UsageError below 1 or beside numbers. */
export function countOf(given: Given, name: string, otherwise: number): number {
  const text = valueOf(given, name)
  if (text === null) return otherwise
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw new UsageError(`--${name} takes a whole number from 1, not “${text}”.`)
  return Number(text)
}

/** The bytes given for an option as `500MB`, `2 GB` or a plain number, null when there are none; throws UsageError. */
export function bytesOf(given: Given, name: string): number | null {
  const text = valueOf(given, name)
  if (text === null) return null
  const [, digits, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)\s*([kmgt]?)b?$/i.exec(text) ?? []
  const bytes = Math.round(Number(digits) * 1000 ** ' kmgt'.indexOf(unit.toLowerCase() || ' '))
  if (digits === undefined || bytes < 1) {
    throw new UsageError(`--${name} takes a size such as 500MB or 2GB, not “${text}”.`)
  }
  return bytes
}

/** A time as the command line prints it: ISO 8601 in UTC, or null. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString()
}
