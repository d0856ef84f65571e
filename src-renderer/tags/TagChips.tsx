/** The tags of a conversation as small labels with their colours. */
import { colorOf, useTags } from './tags-store.ts'
import { TagDot } from './TagDot.tsx'
import './tags.css'

type Props = {
  names: readonly string[]
  /** How many are shown; the others are counted. */
  most: number
}

export function TagChips({ names, most }: Props) {
  const tags = useTags((state) => state.tags)
  if (names.length === 0) return null
  const others = names.length - most
  return (
    <span className="tag-chips" title={names.join(', ')}>
      <span className="visually-hidden">Tags: </span>
      {names.slice(0, most).map((name) => (
        <span key={name} className="tag-chip">
          <TagDot color={colorOf(tags, name)} />
          <bdi>{name}</bdi>
        </span>
      ))}
      {others > 0 && <span className="tag-chip">+{others}</span>}
    </span>
  )
}
