/** Lengths and roles of the records of a dataset, gathered one record at a time. */
import type { DatasetStatistics, HistogramBar, Spread } from '@shared/datasets/dataset.ts'
import { estimateTokens } from './estimate-tokens.ts'

/** A turn as it is counted: the role of the standard format and what it says. */
export interface CountedTurn {
  readonly role: string
  readonly text: string
}

const roleOrder = ['system', 'user', 'assistant', 'function_call', 'tool']
/** Bars double in width from here on: short conversations lie close together. */
const firstBar = 64

export class StatisticsCount {
  readonly #cutoffTokens: number
  readonly #tokens: number[] = []
  readonly #characters: number[] = []
  readonly #messages: number[] = []
  readonly #roles = new Map<string, { messages: number; tokens: number; characters: number }>()
  #empty = 0

  constructor(cutoffTokens: number) {
    this.#cutoffTokens = cutoffTokens
  }

  take(turns: readonly CountedTurn[]): void {
    let tokens = 0
    let characters = 0
    for (const { role, text } of turns) {
      const cost = estimateTokens(text)
      tokens += cost
      characters += text.length
      const sum = this.#roles.get(role) ?? { messages: 0, tokens: 0, characters: 0 }
      sum.messages += 1
      sum.tokens += cost
      sum.characters += text.length
      this.#roles.set(role, sum)
    }
    this.#tokens.push(tokens)
    this.#characters.push(characters)
    this.#messages.push(turns.length)
    if (turns.some(({ text }) => text.trim() === '')) this.#empty += 1
  }

  result(): DatasetStatistics {
    return {
      tokens: spreadOf(this.#tokens),
      characters: spreadOf(this.#characters),
      messagesPerRecord: spreadOf(this.#messages),
      histogram: histogramOf(this.#tokens),
      roles: [...this.#roles]
        .map(([role, sum]) => ({ role, ...sum }))
        .toSorted((one, other) => roleOrder.indexOf(one.role) - roleOrder.indexOf(other.role)),
      overLength: this.#tokens.filter((tokens) => tokens > this.#cutoffTokens).length,
      cutoffTokens: this.#cutoffTokens,
      empty: this.#empty,
    }
  }
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (part: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return {
    total: values.reduce((sum, value) => sum + value, 0),
    least: sorted[0] ?? 0,
    median: at(0.5),
    p95: sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? 0,
    most: sorted.at(-1) ?? 0,
  }
}

/** Bars of 0–63, 64–127, 128–255 … tokens, up to the last one that holds a record; none for no records. */
function histogramOf(tokens: readonly number[]): HistogramBar[] {
  const bars: { from: number; records: number }[] = []
  for (const count of tokens) {
    const place = count < firstBar ? 0 : Math.floor(Math.log2(count / firstBar)) + 1
    while (bars.length <= place)
      bars.push({ from: bars.length === 0 ? 0 : firstBar * 2 ** (bars.length - 1), records: 0 })
    const bar = bars[place]
    if (bar !== undefined) bar.records += 1
  }
  return bars
}
