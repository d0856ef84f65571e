/** The beginning of what would be written, how large it becomes, and what it will lack. */
import type { ExportFormat } from '@shared/contract/export.ts'
import type { ExportLoss } from '@shared/export-loss.ts'
import { bytesText, countText } from '../../ui/counts.ts'
import { FileCode2, PanelTop } from 'lucide-react'
import { useState } from 'react'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Preview } from './export-choices.ts'

type Props = {
  preview: Preview
  format: ExportFormat
  /** With several conversations the first one stands for all. */
  title: string | null
  /** About how many bytes are written in all; null where nobody knows. */
  bytes: number | null
  /** Copies the whole text instead of writing it; left out where there is none, or several. */
  onCopy?: (() => void) | undefined
}

type Side = 'page' | 'source'

const sides = [
  { value: 'page', label: 'Page', icon: PanelTop },
  { value: 'source', label: 'Source', icon: FileCode2 },
] as const

export function ExportPreview({ preview, format, title, bytes, onCopy }: Props) {
  const [side, setSide] = useState<Side>('page')
  const page = preview.kind === 'text' ? preview.page : null
  return (
    <div className="preview">
      <div className="preview-head">
        <h3 id="export-preview">
          Preview
          {title !== null && <span> of “{title}”</span>}
          {bytes !== null && (
            <span>
              {' '}
              · about {bytesText(bytes)}
              {title !== null && ' in all'}
            </span>
          )}
        </h3>
        {page !== null && <Segmented label="Preview as" value={side} choices={sides} onChange={setSide} />}
        {onCopy !== undefined && (
          <button type="button" className="link" onClick={onCopy}>
            Copy
          </button>
        )}
      </div>
      {page !== null && side === 'page' ? (
        <PagePreview page={page} format={format} />
      ) : (
        <PreviewContent preview={preview} format={format} />
      )}
      {(preview.kind === 'text' || preview.kind === 'picture') && preview.losses.length > 0 && (
        <p className="preview-losses">
          {format.name} has no place for {lossesText(preview.losses)}.
        </p>
      )}
    </div>
  )
}

/** The page in a frame that may run nothing, load nothing and lead nowhere, whatever a message holds. */
function PagePreview({ page, format }: { page: string; format: ExportFormat }) {
  return (
    <iframe
      className="preview-paper is-page"
      title={`The beginning of the ${format.name}, as it will look`}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={page}
    />
  )
}

function PreviewContent({ preview, format }: { preview: Preview; format: ExportFormat }) {
  switch (preview.kind) {
    case 'text':
      return (
        <pre className="preview-paper" tabIndex={0} aria-labelledby="export-preview" role="region">
          {preview.content}
        </pre>
      )
    case 'picture':
      return (
        <div className="preview-paper is-picture" tabIndex={0} aria-labelledby="export-preview" role="region">
          <img src={preview.content} alt={`The beginning of the ${format.name}, as it will look`} />
        </div>
      )
    case 'waiting':
      return <p className="preview-paper is-sentence">Preparing the preview…</p>
    case 'none':
      return (
        <p className="preview-paper is-sentence">The preview of a {format.name} needs a window to draw in.</p>
      )
    case 'failed':
      return (
        <p className="preview-paper is-sentence" role="alert">
          {preview.message}
        </p>
      )
  }
}

/** "thinking (3), tool calls (2) and the title" */
function lossesText(losses: readonly ExportLoss[]): string {
  const names = losses.map(({ what, count }) => (count === 1 ? what : `${what} (${countText(count)})`))
  return new Intl.ListFormat('en').format(names)
}
