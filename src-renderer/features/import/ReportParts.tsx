/** The files of an export that came in several parts, each with its hash. */
import type { ImportedPart } from '@shared/job.ts'
import { counted } from '../../ui/counts.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import { FileHash } from './FileHash.tsx'

type Props = {
  parts: readonly ImportedPart[]
}

export function ReportParts({ parts }: Props) {
  return (
    <details className="report-parts">
      <summary>{counted(parts.length, 'part')}</summary>
      <ul>
        {parts.map(({ file, sha256 }) => (
          <li key={file} title={file}>
            {lastOfPath(file)} {sha256 !== null && <FileHash sha256={sha256} />}
          </li>
        ))}
      </ul>
    </details>
  )
}
