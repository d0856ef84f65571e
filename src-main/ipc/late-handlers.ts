/** Handlers whose code is loaded with the first question to one of them: for areas that bring much and are asked seldom. */
import type { CommandName, Handlers, Input, Output } from '@shared/contract/contract.ts'

/** Handlers of `commands`, the list of an area; `load` is called once, when the first of them is asked. */
export function lateHandlers<Names extends CommandName>(
  commands: Readonly<Record<Names, unknown>>,
  load: () => Promise<Handlers<Names>>,
): Handlers<Names> {
  let loaded: Promise<Handlers<Names>> | null = null
  const late = (name: Names) => async (input: Input<Names>) => {
    loaded ??= load()
    return (await loaded)[name](input) as Output<Names>
  }
  const names = Object.keys(commands) as Names[]
  return Object.fromEntries(names.map((name) => [name, late(name)])) as unknown as Handlers<Names>
}
