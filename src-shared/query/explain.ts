/** Says in words what a query asks for, so that a reader sees how it was understood. */
import type { Role, Time } from '../conversation.ts'
import type { ContentName, Query, QueryFilter, QueryNode, QueryPhrase, QueryTerm, StateName } from './tree.ts'

const writers: Readonly<Record<Role, string>> = {
  user: 'written by the user',
  assistant: 'written by the assistant',
  system: 'written by the system',
  tool: 'written by a tool',
}
const states: Readonly<Record<StateName, string>> = {
  archived: 'in the archive',
  favorite: 'among the favourites',
  deleted: 'in the trash',
  branched: 'with branches',
  error: 'an error',
}
const contents: Readonly<Record<ContentName, string>> = {
  image: 'with a picture',
  file: 'with a file',
  code: 'with code',
  thinking: 'with thinking',
  tool: 'with a tool',
  note: 'with a note',
}

/** Scripts in which nobody sees where a word ends. */
const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** A query in words, never empty: `“oslo” and not (“rain” or “snow”) and written by the user`. */
export function explainQuery({ root }: Query): string {
  return root === null ? 'nothing to look for' : explain(root)
}

function explain(node: QueryNode): string {
  switch (node.kind) {
    case 'all-of':
      return node.nodes.map(bracketed).join(' and ')
    case 'any-of':
      return node.nodes.map(bracketed).join(' or ')
    case 'not':
      return `not ${bracketed(node.node)}`
    case 'word':
    case 'phrase':
    case 'pattern':
      return explainTerm(node)
    default:
      return explainFilter(node)
  }
}

function bracketed(node: QueryNode): string {
  return node.kind === 'all-of' || node.kind === 'any-of' ? `(${explain(node)})` : explain(node)
}

function explainTerm(term: QueryTerm): string {
  const where = { any: '', title: ' in the title', body: ' in a message' }[term.field]
  switch (term.kind) {
    case 'word':
      return `“${term.text}”${capitalsOf(term)}${where}`
    case 'phrase':
      return `${explainPhrase(term)}${capitalsOf(term)}${where}`
    case 'pattern':
      return `the pattern /${term.source}/${term.flags.includes('i') ? '' : 'c'}${where}`
  }
}

function explainPhrase({ text, isOpen }: QueryPhrase): string {
  if (/\s/u.test(text) || withoutSpaces.test(text)) return `the words “${text}${isOpen ? '…' : ''}” in a row`
  return isOpen ? `a word that begins with “${text}”` : `the whole word “${text}”`
}

function capitalsOf(term: QueryTerm): string {
  return term.kind !== 'pattern' && term.isCased === true ? ' in these capitals' : ''
}

function explainFilter(filter: QueryFilter): string {
  switch (filter.kind) {
    case 'role':
      return writers[filter.role]
    case 'source':
      return `from ${filter.text}`
    case 'model':
      return filter.isWhole ? `by ${filter.text}` : `by a model with “${filter.text}” in its name`
    case 'type':
      return `in a conversation of the type ${filter.type}`
    case 'tag':
      return explainTag(filter.text)
    case 'is':
      return states[filter.state]
    case 'has':
      return contents[filter.content]
    case 'in':
      if (filter.place.kind === 'import') return `from import ${filter.place.importId}`
      return filter.place.kind === 'last-import'
        ? 'just imported'
        : `in the collection “${filter.place.name}”`
    case 'time':
      return `${filter.of === 'message' ? 'written' : 'in a conversation begun'} ${explainTime(filter.from, filter.to)}`
    case 'id':
      return `in the conversation ${filter.text}`
  }
}

function explainTime(from: Time | null, to: Time | null): string {
  const parts = [
    ...(from === null ? [] : [`on or after ${dayOf(from)}`]),
    ...(to === null ? [] : [`before ${dayOf(to)}`]),
  ]
  return parts.join(' and ')
}

/** The day where the reader is, as 2024-05-01. */
function dayOf(time: Time): string {
  const date = new Date(time)
  const [year, month, day] = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

function explainTag(text: string): string {
  const piece = /^\*([^*]+)\*$/.exec(text)?.[1]
  return piece === undefined ? `tagged “${text}”` : `with “${piece}” in a tag`
}
