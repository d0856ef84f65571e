/**
 * Where every request enters: finds the handler of a command, parses the input, turns what is thrown into an answer.
 *
 * Carriers (the window's bridge, the command line, the HTTP API) bring requests here; past this point types are true.
 */
import type { z } from 'zod'
import { AppError, fromErrorValue, toErrorValue, type Answer } from '@shared/contract/app-error.ts'
import {
  commands,
  type CommandName,
  type Handlers,
  type Output,
  type Request,
} from '@shared/contract/contract.ts'

export interface Router<Names extends CommandName> {
  /** Answers one request; never rejects. */
  call<Name extends Names>(name: Name, input: unknown): Promise<Answer<Output<Name>>>
}

/** Puts handlers behind one door. */
export function createRouter<Names extends CommandName>(handlers: Handlers<Names>): Router<Names> {
  return {
    async call(name, input) {
      try {
        const schema: z.ZodType = commands[name].input
        const parsed = schema.safeParse(input)
        if (!parsed.success) throw new AppError('invalid-input', sentenceOf(parsed.error), name)
        const handler = handlers[name] as (input: unknown) => unknown
        return { ok: true, data: (await handler(parsed.data)) as Output<typeof name> }
      } catch (error) {
        return { ok: false, error: toErrorValue(error) }
      }
    },
  }
}

/** The same door for callers inside: answers what a handler answers, and throws what it throws as AppError. */
export function askOf<Names extends CommandName>(
  router: Router<Names>,
): <Name extends Names>(name: Name, input: Request<Name>) => Promise<Output<Name>> {
  return async (name, input) => {
    const answer = await router.call(name, input)
    if (answer.ok) return answer.data
    throw fromErrorValue(answer.error)
  }
}

/** Whether text from outside names a command. */
export function isCommandName(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name)
}

function sentenceOf(error: z.ZodError): string {
  const [issue] = error.issues
  if (!issue) return 'The request was not understood.'
  return issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message
}
