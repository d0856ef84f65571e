/**
 * The records that a conversation gives, before they get the shape of a format: one for a chat or an agent, one for each
 * round of a graph but the first; of the branch shown or of every branch.
 */
import type { Conversation, ConversationType, Message } from '@shared/conversation.ts'
import type { DatasetOptions } from '@shared/datasets/options.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { leavesOf, pathTo } from '@shared/tree.ts'
import { conversationTree, shownBranch } from '../exporters/shown-branch.ts'
import type { ChangeTally } from './change-tally.ts'
import { cleanTurns, type Cleaner } from './clean-turns.ts'
import { turnsOf } from './message-turns.ts'
import { normalise } from './normalise.ts'
import { toolsOf, type Tool } from './tools.ts'
import type { AnswerTurn, Turn } from './turn.ts'

export interface Draft {
  readonly conversationId: string
  /** The conversation's, with `#branch-2` behind it where each branch gives records of its own. */
  readonly recordId: string
  readonly source: string
  /** Null for a conversation without a time. */
  readonly createdAt: number | null
  readonly type: ConversationType
  readonly tags: readonly string[]
  /** Empty where nobody knows. */
  readonly model: string
  readonly tools: readonly Tool[]
  /** As `normalise` leaves them; of a preference pair, up to the question. */
  readonly turns: readonly Turn[]
  /** The two answers of a preference pair; null for any other record. */
  readonly pair: { readonly chosen: AnswerTurn; readonly rejected: AnswerTurn } | null
}

export interface DraftTools {
  readonly tally: ChangeTally
  /** What each text goes through before anything else looks at it. */
  readonly clean: Cleaner
}

/** The drafts of a conversation; what gives none is counted by its reason. */
export function draftsOf(
  conversation: Conversation,
  branches: DatasetOptions['branches'],
  tools: DraftTools,
): Draft[] {
  return pathsOf(conversation, branches).flatMap(({ path, suffix }) =>
    (conversation.type === 'graph' ? roundsOf(path) : [{ round: undefined, messages: path }]).flatMap(
      ({ round, messages }) => draftOf(conversation, { messages, round, suffix }, tools),
    ),
  )
}

function draftOf(
  conversation: Conversation,
  {
    messages,
    round,
    suffix,
  }: { readonly messages: readonly Message[]; readonly round: Json | undefined; readonly suffix: string },
  { tally, clean }: DraftTools,
): Draft[] {
  if (Number(round) === 1) {
    tally.drop('first-round', conversation.id)
    return []
  }
  const read = turnsOf(messages, tally)
  const turns = normalise(cleanTurns(read, clean), tally)
  if (turns === null) {
    tally.drop(round !== undefined && read.length === 0 ? 'empty-round' : 'no-answer', conversation.id)
    return []
  }
  return [
    {
      ...aboutOf(conversation, messages, turns, clean, round),
      recordId: `${conversation.id}${suffix}`,
      turns,
      pair: null,
    },
  ]
}

/** What a record tells beside its turns. */
export function aboutOf(
  conversation: Conversation,
  messages: readonly Message[],
  turns: readonly Turn[],
  clean: Cleaner,
  round?: Json,
): Omit<Draft, 'recordId' | 'turns' | 'pair'> {
  const { id, source, createdAt, type, tags } = conversation
  const said = messages.findLast(({ model }) => model !== null && model !== '')?.model
  return {
    conversationId: id,
    source,
    createdAt,
    type,
    tags: tags.map(clean),
    model: clean(said ?? conversation.model ?? ''),
    tools: toolsOf(conversation, turns, clean, round),
  }
}

interface Path {
  readonly path: readonly Message[]
  /** What tells it from the other branches; empty where there is one. */
  readonly suffix: string
}

function pathsOf(conversation: Conversation, branches: DatasetOptions['branches']): Path[] {
  const tree = conversationTree(conversation)
  const messagesAt = (indexes: readonly number[]): Message[] =>
    indexes.flatMap((index) => conversation.messages[index] ?? [])
  if (branches === 'shown') return [{ path: messagesAt(shownBranch(conversation, tree)), suffix: '' }]
  const leaves = leavesOf(tree)
  return leaves.map((leaf, index) => ({
    path: messagesAt(pathTo(tree, leaf)),
    suffix: leaves.length === 1 ? '' : `#branch-${index + 1}`,
  }))
}

interface Round {
  /** As the source counts it; undefined where it does not count. */
  readonly round: Json | undefined
  readonly messages: Message[]
}

/** The messages by round. A graph whose source has no rounds is one record: there is no first round to leave out. */
function roundsOf(messages: readonly Message[]): Round[] {
  const rounds: Round[] = []
  for (const message of messages) {
    const round = isJsonObject(message.extra) ? message.extra['round'] : undefined
    const last = rounds.at(-1)
    if (last === undefined || (round !== undefined && round !== last.round))
      rounds.push({ round, messages: [message] })
    else last.messages.push(message)
  }
  return rounds
}
