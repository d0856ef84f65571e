/** The filters of the grammar: what may stand behind each name, and what becomes of it. */
import type { ConversationType, Role, Time } from '../conversation.ts'
import { spanOf } from './dates.ts'
import { contentNames, type QueryFilter, type QueryPlace, stateNames } from './tree.ts'

const roles: readonly Role[] = ['user', 'assistant', 'system', 'tool']
const types: readonly ConversationType[] = ['chat', 'agent', 'graph']

type ReadFilter = (value: string, now: Time, isQuoted: boolean) => QueryFilter | null

const readers: Readonly<Record<string, ReadFilter>> = {
  role: (value) => {
    const role = oneOf(roles, value)
    return role && { kind: 'role', role }
  },
  source: (text) => ({ kind: 'source', text }),
  model: (text, _, isQuoted) => ({ kind: 'model', text, isWhole: isQuoted }),
  type: (value) => {
    const type = oneOf(types, value)
    return type && { kind: 'type', type }
  },
  tag: (text) => ({ kind: 'tag', text }),
  is: (value) => {
    const state = oneOf(stateNames, /^favou?rite$/iu.test(value) ? 'favorite' : value)
    return state && { kind: 'is', state }
  },
  has: (value) => {
    const content = oneOf(contentNames, value)
    return content && { kind: 'has', content }
  },
  in: (value) => ({ kind: 'in', place: placeOf(value) }),
  before: (value, now) => {
    const span = spanOf(value, now)
    return span && { kind: 'time', of: 'message', from: null, to: span.from }
  },
  after: (value, now) => {
    const span = spanOf(value, now)
    return span && { kind: 'time', of: 'message', from: span.from, to: null }
  },
  created: (value, now) => {
    const span = spanOf(value, now)
    return span && { kind: 'time', of: 'conversation', ...span }
  },
  id: (text) => ({ kind: 'id', text }),
}

/** Names that may stand before a colon. */
export const filterNames: ReadonlySet<string> = new Set(Object.keys(readers))

/** What was typed behind a colon, one of several with commas between them. */
export interface FilterValue {
  readonly text: string
  readonly isQuoted: boolean
}

/** The filter of a name and one value; null when the value is none of its kind. */
export function filterOf(name: string, value: FilterValue, now: Time): QueryFilter | null {
  const text = value.text.trim()
  return text === '' ? null : (readers[name]?.(text, now, value.isQuoted) ?? null)
}

/** `in:import-12`, `in:just-imported`, `in:"Just imported"`, else the name of a collection. */
function placeOf(value: string): QueryPlace {
  if (/^(just|last)[ -]import(ed)?$/iu.test(value)) return { kind: 'last-import' }
  const numbered = /^import-(\d{1,12})$/iu.exec(value)
  return numbered === null
    ? { kind: 'collection', name: value }
    : { kind: 'import', importId: Number(numbered[1]) }
}

function oneOf<Value extends string>(values: readonly Value[], typed: string): Value | null {
  return values.find((value) => value === typed.toLowerCase()) ?? null
}
