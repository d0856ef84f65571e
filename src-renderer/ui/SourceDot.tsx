/** The coloured dot that stands before a source's name. */
import { hueOf } from './source-hue.ts'

type Props = {
  /** Id of the source: `chatgpt`. */
  source: string
}

export function SourceDot({ source }: Props) {
  return <span className="dot" data-hue={hueOf(source)} aria-hidden />
}
