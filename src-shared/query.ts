/**
 * The one grammar of searching: what a person types, taken apart.
 *
 * Words stand beside each other and must all be found; "…" holds a phrase. Every input is valid: what has no meaning
 * here is plain text. How a word is found in a text is the index's work.
 */
interface QueryWord {
  readonly kind: 'word'
  readonly text: string
}

interface QueryPhrase {
  readonly kind: 'phrase'
  /** What stands between the quotes, without spaces around it. */
  readonly text: string
  /** True while its closing quote is missing: its last word may go on. */
  readonly isOpen: boolean
}

export type QueryTerm = QueryWord | QueryPhrase

export interface Query {
  /** All of them must be found; empty when there is nothing to look for. */
  readonly terms: readonly QueryTerm[]
}

/** Straight quotes and the curly ones that keyboards make of them. */
const quote = /["\u201c\u201d\u201e\u201f]/u
/** A word of punctuation only ("rock & roll") asks for nothing. */
const substance = /[\p{L}\p{N}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]/u

/** Takes a query apart; never fails. */
export function parseQuery(text: string): Query {
  const pieces = text.split(quote)
  const terms = pieces.flatMap((piece, index): QueryTerm[] => {
    const isQuoted = index % 2 === 1
    if (isQuoted) return [{ kind: 'phrase', text: piece.trim(), isOpen: index === pieces.length - 1 }]
    return piece.split(/\s+/u).map((word) => ({ kind: 'word', text: word }))
  })
  return { terms: terms.filter((term) => substance.test(term.text)) }
}

/** Says a query in words, for the reader: `all of: oslo, "near the harbour"`. */
export function explainQuery(query: Query): string {
  const said = query.terms.map((term) => (term.kind === 'word' ? term.text : `"${term.text}"`))
  const [first] = said
  if (first === undefined) return 'nothing to look for'
  return said.length === 1 ? first : `all of: ${said.join(', ')}`
}
