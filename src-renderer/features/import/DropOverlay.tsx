/** Covers the window while files hang over it, and says what dropping them will do. */
import { Download } from 'lucide-react'
import { counted } from '../../ui/counts.ts'
import './import.css'

type Props = {
  /** How many files are dragged; nothing is drawn for 0. */
  count: number
}

export function DropOverlay({ count }: Props) {
  if (count === 0) return null
  return (
    <div className="drop-overlay" role="status">
      <div className="drop-overlay-card">
        <Download aria-hidden strokeWidth={1.5} />
        <h2>Drop to import {counted(count, 'file')}</h2>
        <p>
          ChatGPT and LibreChat exports: .zip, .json, or a folder of them. Whatever else is in there is named
          in the report and left alone.
        </p>
        <p className="drop-overlay-note">The files stay as they are. Nothing leaves this computer.</p>
      </div>
    </div>
  )
}
