/**
 * Brings turns into the order that trainers take: at most one system prompt, first; then user or tool and assistant or
 * function_call in turn, ending with what the model says.
 *
 * The rules are those of LLaMA-Factory's ShareGPT converter, which leaves out in silence whatever breaks them. Each
 * change is counted.
 */
import type { ChangeTally } from './change-tally.ts'
import type { AnswerTurn, CallTurn, Turn } from './turn.ts'

/** The turns in trainable order, or null where the model says nothing in them. */
export function normalise(turns: readonly Turn[], tally: ChangeTally): Turn[] | null {
  const { system, others } = withoutSystem(turns, tally)
  let spoken: readonly Turn[] = joinNeighbours(others, tally)
  for (;;) {
    const before = spoken.length
    spoken = withoutEnds(spoken, tally)
    spoken = joinNeighbours(withoutLooseTools(spoken, tally), tally)
    if (spoken.length === before) break
  }
  if (spoken.length === 0) return null
  for (const turn of spoken) if (turn.role === 'tool') tally.change('result-joined', turn.results.length - 1)
  return system === null ? [...spoken] : [system, ...spoken]
}

function withoutSystem(
  turns: readonly Turn[],
  tally: ChangeTally,
): { readonly system: Turn | null; readonly others: readonly Turn[] } {
  const filled = turns.filter((turn) => !(turn.role === 'system' && turn.text.trim() === ''))
  tally.change('empty-left-out', turns.length - filled.length)
  const places = filled.flatMap((turn, index) => (turn.role === 'system' ? [index] : []))
  const last = places.at(-1)
  if (last === undefined) return { system: null, others: filled }
  tally.change('system-left-out', places.length - 1)
  // What stood behind nothing but other system prompts was first already.
  if (filled.slice(0, last).some(({ role }) => role !== 'system')) tally.change('system-moved')
  return { system: filled[last] ?? null, others: filled.filter(({ role }) => role !== 'system') }
}

function joinNeighbours(turns: readonly Turn[], tally: ChangeTally): Turn[] {
  const joined: Turn[] = []
  for (const turn of turns) {
    if (isEmpty(turn)) {
      tally.change('empty-left-out')
      continue
    }
    const before = joined.at(-1)
    const one = before === undefined ? null : joinTwo(before, turn, tally)
    if (one === null) joined.push(turn)
    else joined[joined.length - 1] = one
  }
  // A thought without a word is kept as long as a call may follow that it belongs to.
  const worded = joined.filter((turn) => turn.role !== 'assistant' || turn.text !== '')
  tally.change('empty-left-out', joined.length - worded.length)
  return worded.length === joined.length ? joined : joinNeighbours(worded, tally)
}

function isEmpty(turn: Turn): boolean {
  if (turn.role === 'assistant') return turn.text.trim() === '' && turn.reasoning === ''
  return (turn.role === 'user' || turn.role === 'system') && turn.text.trim() === ''
}

/** Two turns as one where they belong together, else null. */
function joinTwo(before: Turn, turn: Turn, tally: ChangeTally): Turn | null {
  if (before.role === 'user' && turn.role === 'user') {
    tally.change('user-joined')
    return { role: 'user', text: paragraphs(before.text, turn.text) }
  }
  if (before.role === 'assistant' && turn.role === 'assistant') {
    tally.change('assistant-joined')
    return { role: 'assistant', ...wordsOf(before, turn) }
  }
  if (before.role === 'assistant' && turn.role === 'function_call') {
    return { role: 'function_call', calls: turn.calls, ...wordsOf(before, turn) }
  }
  if (before.role === 'function_call' && turn.role === 'function_call') {
    tally.change('call-joined')
    return { role: 'function_call', calls: [...before.calls, ...turn.calls], ...wordsOf(before, turn) }
  }
  if (before.role === 'tool' && turn.role === 'tool') {
    return { role: 'tool', results: [...before.results, ...turn.results] }
  }
  return null
}

function wordsOf(
  one: AnswerTurn | CallTurn,
  other: AnswerTurn | CallTurn,
): { readonly text: string; readonly reasoning: string } {
  return { text: paragraphs(one.text, other.text), reasoning: paragraphs(one.reasoning, other.reasoning) }
}

function paragraphs(one: string, other: string): string {
  return [one, other].filter((text) => text !== '').join('\n\n')
}

/** From the first question to the last thing the model says. */
function withoutEnds(turns: readonly Turn[], tally: ChangeTally): readonly Turn[] {
  const first = turns.findIndex(({ role }) => role === 'user')
  const last = turns.findLastIndex(({ role }) => role === 'assistant' || role === 'function_call')
  if (first < 0 || last < first) {
    tally.change('leading-left-out', turns.length)
    return []
  }
  tally.change('leading-left-out', first)
  tally.change('trailing-left-out', turns.length - 1 - last)
  return turns.slice(first, last + 1)
}

/** Calls and results stay where each has the other and an answer follows; a call at the very end needs none. */
function withoutLooseTools(turns: readonly Turn[], tally: ChangeTally): Turn[] {
  const kept: Turn[] = []
  for (let at = 0; at < turns.length; at++) {
    const turn = turns[at]
    if (turn === undefined) break
    if (turn.role === 'tool') {
      tally.change('result-left-out', turn.results.length)
      continue
    }
    const next = turns[at + 1]
    if (turn.role !== 'function_call' || next === undefined) {
      kept.push(turn)
      continue
    }
    const after = turns[at + 2]
    const hasResult = next.role === 'tool'
    if (hasResult && (after?.role === 'assistant' || after?.role === 'function_call')) {
      kept.push(turn, next)
      at += 1
      continue
    }
    tally.change('call-left-out', turn.calls.length)
    if (turn.text !== '') kept.push({ role: 'assistant', text: turn.text, reasoning: turn.reasoning })
  }
  return kept
}
