/** JSON in pieces, so that an answer with a million messages is never one text. */

/** Characters after which a piece is handed on. */
const pieceSize = 64 * 1024

/** Lists that are made while they are written: anything that can be gone through and is neither an array nor a text. */
function isMadeOnTheWay(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Symbol.iterator in value
}

/** Whether an answer is better written in pieces: it is such a list, or has one directly in it. */
export function isLong(answer: unknown): boolean {
  if (isMadeOnTheWay(answer)) return true
  return typeof answer === 'object' && answer !== null && Object.values(answer).some(isMadeOnTheWay)
}

/** The JSON of an answer for which `isLong` holds. */
export function* jsonPieces(answer: unknown): Generator<string> {
  let piece = ''
  for (const text of texts(answer)) {
    piece += text
    if (piece.length < pieceSize) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* texts(answer: unknown): Generator<string> {
  if (isMadeOnTheWay(answer)) {
    yield* listTexts(answer)
    return
  }
  let before = '{'
  for (const [key, value] of Object.entries(answer ?? {})) {
    yield `${before}${JSON.stringify(key)}:`
    if (isMadeOnTheWay(value)) yield* listTexts(value)
    else yield JSON.stringify(value)
    before = ','
  }
  yield before === '{' ? '{}' : '}'
}

function* listTexts(list: Iterable<unknown>): Generator<string> {
  let before = '['
  for (const item of list) {
    yield `${before}${JSON.stringify(item)}`
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
