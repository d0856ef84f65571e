/** How to get an export out of each product: of those that most people use at once, of all others on request. */
import type { ImportFormat } from '@shared/contract/jobs.ts'
import { SourceDot } from '../../ui/SourceDot.tsx'
import { formatsByName, helpedFirst } from './formats.ts'

type Props = {
  /** Nothing is drawn for an empty list. */
  formats: readonly ImportFormat[]
}

export function ExportHelp({ formats }: Props) {
  if (formats.length === 0) return null
  return (
    <>
      <h3 className="visually-hidden">How to get an export</h3>
      <Steps formats={helpedFirst(formats)} />
      <details className="all-formats">
        <summary>All {formats.length} formats, and how to get them</summary>
        <Steps formats={formatsByName(formats)} />
      </details>
    </>
  )
}

function Steps({ formats }: Props) {
  return (
    <dl className="drop-card-help">
      {formats.map(({ id, name, howToExport }) => (
        <div key={id}>
          <dt>
            <SourceDot source={id} />
            {name}
          </dt>
          <dd>{howToExport}</dd>
        </div>
      ))}
    </dl>
  )
}
