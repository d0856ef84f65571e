/** Why a file was taken for what it is, with the keys that it was recognised by set as code. */
type Props = {
  /** Keys stand in quotation marks: `ChatGPT, because of “mapping”`. */
  text: string
}

export function Reason({ text }: Props) {
  const pieces = text.split(/[“”]/)
  return <>{pieces.map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))}</>
}
