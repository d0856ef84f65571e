/** The beginning of what would be written. */
import type { ExportFormat } from '@shared/contract/export.ts'
import { bytesText } from '../../ui/counts.ts'
import type { Preview } from './export-choices.ts'

type Props = {
  preview: Preview
  format: ExportFormat
  /** With several conversations the first one stands for all. */
  title: string | null
}

export function ExportPreview({ preview, format, title }: Props) {
  return (
    <div className="preview">
      <h3 id="export-preview">
        Preview
        {title !== null && <span> of “{title}”</span>}
        {preview.kind === 'text' && <span> · about {bytesText(preview.bytes)}</span>}
      </h3>
      {preview.kind === 'text' ? (
        <pre tabIndex={0} aria-labelledby="export-preview" role="region">
          {preview.text}
        </pre>
      ) : (
        <p className="preview-sentence" role={preview.kind === 'failed' ? 'alert' : undefined}>
          {sentenceOf(preview, format)}
        </p>
      )}
    </div>
  )
}

function sentenceOf(preview: Exclude<Preview, { kind: 'text' }>, format: ExportFormat): string {
  switch (preview.kind) {
    case 'waiting':
      return 'Preparing the preview…'
    case 'failed':
      return preview.message
    case 'pages':
      return `A ${format.name} has no preview: it is drawn while it is written, with the look of the reader.`
  }
}
