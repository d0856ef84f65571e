/** What the three choices of a fork mean, in words. What they take of a tree is src-shared/fork.ts's. */
import type { ForkOption } from '@shared/contract/organise.ts'

interface ForkWords {
  readonly option: ForkOption
  readonly name: string
  readonly meaning: string
}

const upToHere: readonly ForkWords[] = [
  {
    option: 'path',
    name: 'This branch only',
    meaning: 'The messages from the first one down to this one.',
  },
  {
    option: 'related',
    name: 'This branch and the other versions on its way',
    meaning: 'The same, and every other version of each of these messages, without what follows on them.',
  },
  {
    option: 'level',
    name: 'All branches up to here',
    meaning: 'Every message of every branch, down to the level of this one.',
  },
]

const fromHere: readonly ForkWords[] = [
  {
    option: 'path',
    name: 'This branch only',
    meaning: 'The messages from this one down to the newest that follows it.',
  },
  {
    option: 'related',
    name: 'This branch and the other versions on its way',
    meaning: 'The same, and every other version of each of these messages, without what follows on them.',
  },
  {
    option: 'level',
    name: 'All branches from here',
    meaning: 'Every message of every branch from the level of this one on, down to that of the newest.',
  },
]

export function forkWords(startHere: boolean): readonly ForkWords[] {
  return startHere ? fromHere : upToHere
}
