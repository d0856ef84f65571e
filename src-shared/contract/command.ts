/** What a command of the contract is: a zod schema for what comes in, a type for what goes out. */
import type { z } from 'zod'

export interface Command<Input extends z.ZodType, Output> {
  readonly input: Input
  /** Holds no value: it carries the type of the answer. */
  readonly output: (() => Output) | null
}

/** Describes one command: `command(z.object({ … })).answers<Row[]>()`. */
export function command<Input extends z.ZodType>(
  input: Input,
): { answers<Output>(): Command<Input, Output> } {
  return { answers: () => ({ input, output: null }) }
}
