/** Has the kept file of an import read again; says on hover what for. */
import { History } from 'lucide-react'

type Props = {
  /** Whether a newer reader has come since. */
  isNewer: boolean
  onRead: () => void
}

export function ReadAgainButton({ isNewer, onRead }: Props) {
  const why = isNewer
    ? 'A newer reader has come since this import: it may find more in the kept file.'
    : 'Reads the kept file once more. The reader is the same as then.'
  return (
    <button type="button" className="button" title={why} onClick={onRead}>
      <History aria-hidden />
      {isNewer ? 'Read again with the newer reader' : 'Read again'}
    </button>
  )
}
