/**
 * Search as one would write it without thinking of speed: every message of a generated archive is looked at for every
 * query. It shares nothing with the real one but the grammar.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import type { QueryNode } from '@shared/query.ts'
import type { Archive } from '../../archive.ts'
import { holdsWord, phraseFinder } from './corpus.ts'

interface NaiveMessage {
  /** Row id. */
  readonly id: number
  readonly message: Message
  readonly text: string
  readonly conversation: NaiveConversation
}

interface NaiveConversation {
  /** Row id. */
  readonly id: number
  readonly made: Conversation
  readonly branches: number
  readonly updatedAt: number
  readonly messages: NaiveMessage[]
}

/** `m` and the row id of a message, `c` and that of a conversation whose heading was hit. */
export type NaiveHit = string

export class NaiveSearch {
  readonly conversations: readonly NaiveConversation[]

  /** @param made what the archive was filled with; their `sourceId`s tell them apart */
  constructor(archive: Archive, made: readonly Conversation[]) {
    const rows = archive.db
      .prepare<[], { id: number; source_id: string; branches: number; sort_updated: number }>(
        'SELECT id, source_id, branches, sort_updated FROM conversations',
      )
      .all()
    const messageRows = archive.db
      .prepare<[], { id: number; conversation_id: number; source_id: string }>(
        'SELECT id, conversation_id, source_id FROM messages',
      )
      .all()
    const ids = new Map(messageRows.map((row) => [`${row.conversation_id} ${row.source_id}`, row.id]))
    const bySourceId = new Map(made.map((one) => [one.sourceId, one]))
    this.conversations = rows.map((row) => {
      const one = bySourceId.get(row.source_id)
      if (one === undefined) throw new Error(`No conversation ${row.source_id} was made`)
      const conversation: NaiveConversation = {
        id: row.id,
        made: one,
        branches: row.branches,
        updatedAt: row.sort_updated,
        messages: [],
      }
      for (const message of one.messages) {
        const id = ids.get(`${row.id} ${message.sourceId}`) ?? -1
        conversation.messages.push({ id, message, text: readableText(message.parts), conversation })
      }
      return conversation
    })
  }

  /** All hits, newest first; of the same second messages before headings. */
  newestFirst(root: QueryNode): NaiveHit[] {
    const withTrash = JSON.stringify(root).includes('"deleted"') && !JSON.stringify(root).includes('"not"')
    const hits: { hit: NaiveHit; second: number; order: number }[] = []
    for (const conversation of this.conversations) {
      if (conversation.made.status === 'deleted' && !withTrash) continue
      const isSaid = isOfConversations(root) || saysSome(root, conversation)
      if (isSaid && meetsHeading(root, conversation)) {
        const second = Math.floor(conversation.updatedAt / 1000)
        hits.push({
          hit: `c${conversation.id}`,
          second,
          order: conversation.updatedAt + conversation.id / 1e6,
        })
      }
      if (isOfConversations(root)) continue
      for (const message of conversation.messages) {
        if (meets(root, message)) hits.push({ hit: `m${message.id}`, second: message.id, order: Infinity })
      }
    }
    return hits
      .toSorted(
        (one, other) =>
          other.second - one.second || (one.order === other.order ? 0 : other.order - one.order),
      )
      .map(({ hit }) => hit)
  }
}

function meets(node: QueryNode, one: NaiveMessage): boolean {
  const { message, conversation } = one
  switch (node.kind) {
    case 'all-of':
      return node.nodes.every((inner) => meets(inner, one))
    case 'any-of':
      return node.nodes.some((inner) => meets(inner, one))
    case 'not':
      return !meets(node.node, one)
    case 'word':
    case 'phrase':
    case 'pattern':
      return node.field === 'title' ? meetsHeading(node, conversation) : holds(node, one.text)
    case 'role':
      return message.role === node.role
    case 'source':
      return isSource(conversation, node.text)
    case 'model':
      return isModel(message.model ?? conversation.made.model, node)
    case 'is':
      return node.state === 'error' ? message.isError : meetsHeading(node, conversation)
    case 'has':
      return node.content !== 'note' && hasContent(message, node.content)
    case 'time':
      if (node.of === 'conversation') return meetsHeading(node, conversation)
      return message.createdAt !== null && isWithin(message.createdAt, node)
    default:
      return meetsHeading(node, conversation)
  }
}

function meetsHeading(node: QueryNode, one: NaiveConversation): boolean {
  const { made } = one
  switch (node.kind) {
    case 'all-of':
      return node.nodes.every((inner) => meetsHeading(inner, one))
    case 'any-of':
      return node.nodes.some((inner) => meetsHeading(inner, one))
    case 'not':
      return !meetsHeading(node.node, one)
    case 'word':
    case 'phrase':
    case 'pattern': {
      if (node.field === 'body') return false
      const texts = node.field === 'title' ? [made.title ?? ''] : [made.title ?? '', ...made.tags]
      return texts.some((text) => holds(node, text))
    }
    case 'source':
      return isSource(one, node.text)
    case 'model':
      return isModel(made.model, node)
    case 'type':
      return made.type === node.type
    case 'tag':
      return made.tags.some((tag) => {
        return new RegExp(`^${plain(node.text).replaceAll('*', '.*')}$`, 'u').test(plain(tag))
      })
    case 'is':
      return node.state === 'branched' ? one.branches > 1 : made.status === node.state
    case 'time':
      return isWithin((node.of === 'conversation' ? made.createdAt : made.updatedAt) ?? 0, node)
    case 'id':
      return made.sourceId === node.text
    default:
      return false
  }
}

type Term = QueryNode & { kind: 'word' | 'phrase' | 'pattern' }
const finders = new WeakMap<Term, (text: string) => boolean>()

function holds(term: Term, text: string): boolean {
  const finder = finders.get(term) ?? finderOf(term)
  finders.set(term, finder)
  return finder(text)
}

function finderOf(term: Term): (text: string) => boolean {
  switch (term.kind) {
    case 'word':
      return (text) => holdsWord(text, term.text, term.isCased === true)
    case 'phrase':
      return phraseFinder(term.text.split(/\s+/u), term.isOpen, term.isCased === true)
    case 'pattern': {
      const form = new RegExp(term.source, term.flags)
      return (text) => form.test(text)
    }
  }
}

function saysSome(node: QueryNode, one: NaiveConversation): boolean {
  if (node.kind === 'all-of' || node.kind === 'any-of')
    return node.nodes.some((inner) => saysSome(inner, one))
  const isTerm = node.kind === 'word' || node.kind === 'phrase' || node.kind === 'pattern'
  return isTerm && meetsHeading(node, one)
}

function isOfConversations(node: QueryNode): boolean {
  switch (node.kind) {
    case 'all-of':
    case 'any-of':
      return node.nodes.every(isOfConversations)
    case 'not':
      return isOfConversations(node.node)
    case 'word':
    case 'phrase':
    case 'pattern':
      return node.field === 'title'
    case 'is':
      return node.state !== 'error'
    case 'time':
      return node.of === 'conversation'
    case 'has':
      return node.content === 'note'
    default:
      return ['source', 'type', 'tag', 'in', 'id'].includes(node.kind)
  }
}

function isSource(conversation: NaiveConversation, typed: string): boolean {
  const [start = '', end] = typed.toLowerCase().replaceAll(/[ -]/gu, '').split('*')
  const source = conversation.made.source.replaceAll('-', '')
  return end === undefined ? source === start : source.startsWith(start) && source.endsWith(end)
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ö', 'o')
}

function isModel(model: string | null, { text, isWhole }: QueryNode & { kind: 'model' }): boolean {
  return isWhole ? model === text : (model ?? '').includes(text)
}

function hasContent(message: Message, content: string): boolean {
  const { parts } = message
  switch (content) {
    case 'code':
      return parts.some((part) => part.type === 'code' || (part.type === 'text' && part.text.includes('```')))
    case 'tool':
      return message.role === 'tool' || parts.some((part) => part.type === 'tool-call')
    case 'image':
      return parts.some((part) => part.type === 'attachment' && part.kind === 'image')
    case 'file':
      return parts.some((part) => part.type === 'attachment' && part.kind === 'file')
    default:
      return parts.some((part) => part.type === content)
  }
}

function isWithin(
  time: number,
  { from, to }: { readonly from: number | null; readonly to: number | null },
): boolean {
  return (from === null || time >= from) && (to === null || time < to)
}
