/**
 * Cuts what was typed into tokens. What they mean together is parse.ts's work.
 *
 * Punctuation is part of words, since code is searched for as it is typed: a bracket groups only where a word could
 * begin, a slash begins a pattern only there, and a minus negates only right before something.
 */
export type Token =
  | { readonly kind: 'open' | 'close' | 'or' | 'not' }
  /** `title:` with its value to follow. */
  | { readonly kind: 'field'; readonly name: string; readonly typed: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'phrase'; readonly text: string; readonly isOpen: boolean }
  | { readonly kind: 'pattern'; readonly source: string; readonly flags: string; readonly typed: string }

/** Straight quotes and the curly ones that keyboards make of them. */
const quote = /["\u201c\u201d\u201e\u201f]/u
const quotes = new RegExp(quote.source, 'gu')
const space = /\s/u
/** A pattern from its first slash: escapes and character classes may hold a slash; ends at a space, a bracket or the end. */
const patternForm = /\/((?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([a-z]*)(?=[\s)]|$)/uy
const fieldForm = /([a-z]{2,8}):(?=[^\s:])/iuy

/** Cuts a text into tokens; a name of `fields` before a colon begins a filter, any other is part of a word. */
export function tokensOf(text: string, fields: ReadonlySet<string>): Token[] {
  const tokens: Token[] = []
  let at = 0
  let depth = 0
  while (at < text.length) {
    const character = text.charAt(at)
    if (space.test(character)) {
      at++
    } else if (character === '(') {
      tokens.push({ kind: 'open' })
      depth++
      at++
    } else if (character === ')' && depth > 0) {
      tokens.push({ kind: 'close' })
      depth--
      at++
    } else if (character === '-' && isNegation(text, at)) {
      tokens.push({ kind: 'not' })
      at++
    } else {
      at = cutOperand(text, at, depth, fields, tokens)
    }
  }
  return tokens
}

/** A minus negates what follows at once; `--flag` and a minus by itself are text. */
function isNegation(text: string, at: number): boolean {
  const next = text.charAt(at + 1)
  return next !== '' && next !== '-' && next !== ')' && !space.test(next)
}

/** Adds the operand at a place and answers where it ends. */
function cutOperand(
  text: string,
  at: number,
  depth: number,
  fields: ReadonlySet<string>,
  tokens: Token[],
): number {
  if (quote.test(text.charAt(at))) return cutPhrase(text, at, tokens)
  patternForm.lastIndex = at
  const pattern = patternForm.exec(text)
  if (pattern !== null) {
    const [typed, source = '', flags = ''] = pattern
    tokens.push({ kind: 'pattern', source, flags, typed })
    return at + typed.length
  }
  fieldForm.lastIndex = at
  const field = fieldForm.exec(text)
  const name = field?.[1]?.toLowerCase() ?? ''
  if (field !== null && fields.has(name) && hasValue(text, at + field[0].length)) {
    tokens.push({ kind: 'field', name, typed: field[0] })
    return at + field[0].length
  }
  return cutWord(text, at, depth, tokens)
}

function hasValue(text: string, at: number): boolean {
  return at < text.length && text.charAt(at) !== ')'
}

function cutPhrase(text: string, at: number, tokens: Token[]): number {
  quotes.lastIndex = at + 1
  const end = quotes.exec(text)
  const inside = text.slice(at + 1, end?.index ?? text.length)
  tokens.push({ kind: 'phrase', text: inside.trim(), isOpen: end === null })
  return end === null ? text.length : end.index + 1
}

/** A word goes on to the next space or quote; brackets that open in it close in it, others end the group around it. */
function cutWord(text: string, start: number, depth: number, tokens: Token[]): number {
  let at = start
  let opened = 0
  for (; at < text.length; at++) {
    const character = text.charAt(at)
    if (space.test(character) || quote.test(character)) break
    if (character === '(') opened++
    else if (character === ')' && opened > 0) opened--
    else if (character === ')' && depth > 0) break
  }
  const word = text.slice(start, at)
  tokens.push(word === 'OR' ? { kind: 'or' } : { kind: 'word', text: word })
  return at
}
