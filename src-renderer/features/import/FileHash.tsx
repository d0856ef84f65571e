/** The SHA-256 of an imported file, short to read and whole to copy. */
import { Copy } from 'lucide-react'
import { copyText } from '../../ui/copy-text.ts'

type Props = {
  /** 64 hex digits. */
  sha256: string
}

export function FileHash({ sha256 }: Props) {
  return (
    <span className="file-hash">
      SHA-256 <code title={sha256}>{`${sha256.slice(0, 4)}…${sha256.slice(-4)}`}</code>
      <button
        type="button"
        className="button quiet small icon"
        aria-label="Copy the SHA-256 of the file"
        onClick={() => void copyText(sha256, 'SHA-256')}
      >
        <Copy aria-hidden />
      </button>
    </span>
  )
}
