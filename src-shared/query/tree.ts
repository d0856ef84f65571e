/** What a query is once it is taken apart: a tree of conditions. It holds no behaviour. */
import type { ConversationType, Role, Time } from '../conversation.ts'

/** Where the text of a condition is looked for: anywhere, in titles only, in messages only. */
export type TextField = 'any' | 'title' | 'body'

export interface QueryWord {
  readonly kind: 'word'
  readonly field: TextField
  readonly text: string
  /** Set where its capitals count. */
  readonly isCased?: true
}

export interface QueryPhrase {
  readonly kind: 'phrase'
  readonly field: TextField
  /** What stands between the quotes, without spaces around it. */
  readonly text: string
  /** True while its closing quote is missing: its last word may go on. */
  readonly isOpen: boolean
  /** Set where its capitals count. */
  readonly isCased?: true
}

/** A regular expression over the text as it was written (accents and all); capitals count only with the flag `c`. */
export interface QueryPattern {
  readonly kind: 'pattern'
  readonly field: TextField
  /** What stands between the slashes. */
  readonly source: string
  /** Flags for `new RegExp(source, flags)`, which is sure not to throw. */
  readonly flags: string
}

/** A condition that looks for text. */
export type QueryTerm = QueryWord | QueryPhrase | QueryPattern

/** How words are to be found, behind `match:`: as whole words, with the capitals that were typed. */
export const matchNames = ['word', 'case'] as const
export type MatchName = (typeof matchNames)[number]

export const stateNames = ['archived', 'favorite', 'deleted', 'branched', 'error'] as const
export type StateName = (typeof stateNames)[number]

export const contentNames = ['image', 'file', 'code', 'thinking', 'tool', 'note'] as const
export type ContentName = (typeof contentNames)[number]

export type QueryFilter =
  | { readonly kind: 'role'; readonly role: Role }
  /** The id of a product, whatever its capitals and punctuation; `*` stands for anything. */
  | { readonly kind: 'source'; readonly text: string }
  /** Any piece of the name of a model; where it was quoted, the whole name. */
  | { readonly kind: 'model'; readonly text: string; readonly isWhole: boolean }
  | { readonly kind: 'type'; readonly type: ConversationType }
  /** A whole tag, whatever its capitals and accents; `*` stands for anything. */
  | { readonly kind: 'tag'; readonly text: string }
  | { readonly kind: 'is'; readonly state: StateName }
  | { readonly kind: 'has'; readonly content: ContentName }
  /** A collection by its name, or an import. */
  | { readonly kind: 'in'; readonly place: QueryPlace }
  /** From `from` on and before `to`; null where it is open. */
  | {
      readonly kind: 'time'
      readonly of: 'message' | 'conversation'
      readonly from: Time | null
      readonly to: Time | null
    }
  /** A conversation by our id or the source's. */
  | { readonly kind: 'id'; readonly text: string }

export type QueryPlace =
  | { readonly kind: 'collection'; readonly name: string }
  | { readonly kind: 'import'; readonly importId: number }
  | { readonly kind: 'last-import' }

export type QueryNode =
  | { readonly kind: 'all-of' | 'any-of'; readonly nodes: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly node: QueryNode }
  | QueryTerm
  | QueryFilter

export interface Query {
  /** Null when there is nothing to look for. */
  readonly root: QueryNode | null
  /** The terms that a text is to hold, as far as they are not negated: what is marked in it. */
  readonly terms: readonly QueryTerm[]
}
