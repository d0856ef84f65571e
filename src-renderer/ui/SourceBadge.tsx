/** Where a conversation comes from, as a small label. */
type Props = {
  /** The product's name for a person: "ChatGPT". */
  name: string
}

export function SourceBadge({ name }: Props) {
  return <span className="source-badge">{name}</span>
}
