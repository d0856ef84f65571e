/** A piece of found text with its hits marked. */
import type { SnippetPiece } from '@shared/contract/search.ts'

type Props = {
  pieces: readonly SnippetPiece[]
}

export function Marked({ pieces }: Props) {
  return pieces.map((piece, index) => (piece.isHit ? <mark key={index}>{piece.text}</mark> : piece.text))
}
