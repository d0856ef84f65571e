/** The tags of a conversation where there is little room: a dot for each, and their names when it is pointed at. */
import { colorOf, useTags } from './tags-store.ts'
import { TagDot } from './TagDot.tsx'
import './tags.css'

type Props = {
  names: readonly string[]
}

/** Dots that are drawn; the names are all there. */
const mostDots = 5

export function TagDots({ names }: Props) {
  const tags = useTags((state) => state.tags)
  if (names.length === 0) return null
  return (
    <span className="tag-dots" title={names.join(', ')}>
      <span className="visually-hidden">Tags: {names.join(', ')}</span>
      {names.slice(0, mostDots).map((name) => (
        <TagDot key={name} color={colorOf(tags, name)} />
      ))}
    </span>
  )
}
