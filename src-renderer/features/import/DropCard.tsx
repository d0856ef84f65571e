/** Where an import begins: drop files, choose them, or read how to get them. */
import { Download } from 'lucide-react'
import { ExportHelp } from './ExportHelp.tsx'
import { formatsSentence } from './formats.ts'
import { useFormats } from './formats-store.ts'
import { ImportButtons } from './ImportButtons.tsx'
import './import.css'

type Props = {
  title: string
  /** Whether the way to an export is shown only on request: whoever has imported before knows it. */
  isBrief?: boolean
}

export function DropCard({ title, isBrief = false }: Props) {
  const formats = useFormats((state) => state.formats)
  return (
    <section className={isBrief ? 'drop-card is-brief' : 'drop-card'} aria-labelledby="drop-card-title">
      <Download aria-hidden strokeWidth={1.5} />
      <h2 id="drop-card-title">{title}</h2>
      <p>
        Drop exports of {formatsSentence(formats)} anywhere on this window: zips as they came, single files,
        or a folder of them. Every branch is kept, and nothing leaves this computer.
      </p>
      <ImportButtons />
      {isBrief ? (
        <details className="brief-help">
          <summary>How to get an export</summary>
          <ExportHelp formats={formats} />
        </details>
      ) : (
        <ExportHelp formats={formats} />
      )}
    </section>
  )
}
