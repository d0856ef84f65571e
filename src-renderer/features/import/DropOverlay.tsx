/** Covers the window while files hang over it, and says what dropping them will do. */
import { Download } from 'lucide-react'
import { counted } from '../../ui/counts.ts'
import { formatsSentence } from './formats.ts'
import { useFormats } from './formats-store.ts'
import './import.css'

type Props = {
  /** How many files are dragged; nothing is drawn for 0. */
  count: number
}

export function DropOverlay({ count }: Props) {
  const formats = useFormats((state) => state.formats)
  if (count === 0) return null
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-overlay-card">
        <Download aria-hidden strokeWidth={1.5} />
        <h2>Drop to import {counted(count, 'file')}</h2>
        <p>
          Exports of {formatsSentence(formats)}. A single small file comes in at once; of anything else you
          see first what it holds.
        </p>
        <p className="drop-overlay-note">The files stay as they are. Nothing leaves this computer.</p>
      </div>
    </div>
  )
}
