/** What the trainer check says, in words: of window, command line and dataset card alike. */
import type { RecordProblem, TrainerCheck } from './dataset.ts'

/** "148 of 150 records load in LLaMA-Factory; 2 do not." */
export function loadingSentence({ loading, records, trainer }: TrainerCheck): string {
  const failing = records - loading
  const rest = failing === 0 ? '' : `; ${numberText(failing)} ${failing === 1 ? 'does' : 'do'} not`
  const loads = loading === 1 ? 'loads' : 'load'
  return `${numberText(loading)} of ${numberText(records)} ${records === 1 ? 'record' : 'records'} ${loads} in ${trainer}${rest}.`
}

/** What a trainer does with a record that does not load. */
export const problemEffects: Readonly<Record<RecordProblem['effect'], string>> = {
  skipped: 'left out in silence',
  stops: 'ends the training with an error',
  garbled: 'learned as something else',
}

/** A record that does not load, and what it was made of as far as that is known. */
export type ProblemPlace = Pick<RecordProblem, 'record' | 'conversationId' | 'title'>

export interface GatheredProblem {
  readonly effect: RecordProblem['effect']
  readonly reason: string
  /** In the order of the file. */
  readonly places: readonly ProblemPlace[]
}

/** The problems by what is wrong, the frequent ones first. */
export function problemsByReason(problems: readonly RecordProblem[]): GatheredProblem[] {
  const gathered = new Map<string, GatheredProblem>()
  for (const { effect, reason, ...place } of problems) {
    const key = `${effect} ${reason}`
    const known = gathered.get(key)
    gathered.set(key, { effect, reason, places: [...(known?.places ?? []), place] })
  }
  return [...gathered.values()].toSorted((one, other) => other.places.length - one.places.length)
}

function numberText(value: number): string {
  return value.toLocaleString('en')
}
