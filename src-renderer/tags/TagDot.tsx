/** The colour of a tag. */
import type { TagColor } from '@shared/contract/tags.ts'

type Props = {
  /** Null for a tag without one: a ring. */
  color: TagColor | null
}

const hues: Readonly<Record<TagColor, string>> = {
  red: '0',
  orange: '1',
  yellow: '2',
  green: '4',
  teal: '6',
  blue: '7',
  purple: '8',
  pink: '9',
  grey: 'grey',
}

export function TagDot({ color }: Props) {
  return <span className="dot" data-hue={color === null ? 'none' : hues[color]} aria-hidden />
}
