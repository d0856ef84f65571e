/** Preference pairs: a question that was answered more than once gives the answer on the branch shown and each other one. */
import type { Conversation, Message } from '@shared/conversation.ts'
import type { DataFormatId } from '@shared/datasets/formats.ts'
import type { DatasetOptions } from '@shared/datasets/options.ts'
import { childrenOf, newestLeafUnder, pathTo, type Tree } from '@shared/tree.ts'
import { conversationTree, shownBranch } from '../exporters/shown-branch.ts'
import { cleanTurns } from './clean-turns.ts'
import { aboutOf, draftsOf, type Draft, type DraftTools } from './drafts.ts'
import { turnsOf } from './message-turns.ts'
import { normalise } from './normalise.ts'
import type { AnswerTurn, Turn } from './turn.ts'

/** What makes the drafts of a data format. */
export function draftsFor(dataFormat: DataFormatId): typeof draftsOf {
  return dataFormat === 'preference' ? pairsOf : draftsOf
}

/**
 * The pairs of a conversation: at questions of the branch shown, or of all branches, where the newest answer counts as
 * chosen. Answers that are no plain text (tool calls) and equal ones give none.
 */
function pairsOf(
  conversation: Conversation,
  branches: DatasetOptions['branches'],
  tools: DraftTools,
): Draft[] {
  const tree = conversationTree(conversation)
  const shown = new Set(shownBranch(conversation, tree))
  const pairs: Draft[] = []
  for (const [index, question] of conversation.messages.entries()) {
    if (question.role !== 'user' || (branches === 'shown' && !shown.has(index))) continue
    const answers = childrenOf(tree, index).filter(
      (child) => conversation.messages[child]?.role === 'assistant',
    )
    const chosen = answers.find((child) => shown.has(child)) ?? answers.at(-1)
    if (chosen === undefined || answers.length < 2) continue
    const kept = answerTo(conversation, tree, chosen, shown, tools)
    for (const answer of answers) {
      if (answer === chosen) continue
      const other = answerTo(conversation, tree, answer, shown, tools)
      if (kept === null || other === null || kept.answer.text === other.answer.text) continue
      pairs.push({
        ...aboutOf(conversation, kept.messages, kept.question, tools.clean),
        recordId: `${conversation.id}#pair-${pairs.length + 1}`,
        turns: kept.question,
        pair: { chosen: kept.answer, rejected: other.answer },
      })
    }
  }
  if (pairs.length === 0) tools.tally.drop('no-pair', conversation.id)
  return pairs
}

interface Answer {
  readonly messages: readonly Message[]
  readonly question: readonly Turn[]
  readonly answer: AnswerTurn
}

/** What was asked and the whole answer that begins with a message, up to the next question; null where it is no text. */
function answerTo(
  conversation: Conversation,
  tree: Tree,
  first: number,
  shown: ReadonlySet<number>,
  { tally, clean }: DraftTools,
): Answer | null {
  const below = pathTo(tree, leafBelow(tree, first, shown))
  const from = below.indexOf(first)
  const next = below.findIndex((index, at) => at > from && conversation.messages[index]?.role === 'user')
  const path = next < 0 ? below : below.slice(0, next)
  const messages = path.flatMap((index) => conversation.messages[index] ?? [])
  const turns = normalise(cleanTurns(turnsOf(messages, tally), clean), tally)
  const answer = turns?.at(-1)
  if (!turns || answer?.role !== 'assistant' || turns.at(-2)?.role !== 'user') return null
  return { messages, question: turns.slice(0, -1), answer }
}

function leafBelow(tree: Tree, index: number, shown: ReadonlySet<number>): number {
  if (!shown.has(index)) return newestLeafUnder(tree, index)
  let at = index
  for (;;) {
    const child = childrenOf(tree, at).find((candidate) => shown.has(candidate))
    if (child === undefined) return at
    at = child
  }
}
