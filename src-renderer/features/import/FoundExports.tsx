/** Exports that have arrived in the watched folder, each waiting for a word: nothing of them is in the archive yet. */
import type { FoundExport } from '@shared/contract/watch.ts'
import { bytesText, counted } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'
import './import.css'

type Props = {
  /** Nothing is drawn for an empty list. */
  found: readonly FoundExport[]
  /** Full path of the watched folder. */
  folder: string
  /** Paths that are being imported: they cannot be asked for twice. */
  running: ReadonlySet<string>
  onImport: (found: FoundExport) => void
  onPreview: (found: FoundExport) => void
  onDismiss: (found: FoundExport) => void
}

export function FoundExports({ found, folder, running, onImport, onPreview, onDismiss }: Props) {
  if (found.length === 0) return null
  return (
    <section aria-labelledby="found-exports" className="found-exports">
      <h2 id="found-exports" className="import-heading">
        Found in {lastOfPath(folder)}
      </h2>
      <ul>
        {found.map((one) => {
          const [first = '', ...others] = one.paths
          const name = lastOfPath(first)
          const isRunning = one.paths.some((path) => running.has(path))
          return (
            <li key={first}>
              <span className="found-export" title={one.paths.join('\n')}>
                <strong>{name}</strong>
                <span>
                  {one.formatName} · {others.length > 0 && `and ${counted(others.length, 'more part')} · `}
                  {bytesText(one.size)} · {dateTimeText(one.foundAt)}
                </span>
              </span>
              <button
                type="button"
                className="button primary small"
                aria-label={`Import ${name}`}
                disabled={isRunning}
                onClick={() => onImport(one)}
              >
                {isRunning ? 'Importing…' : 'Import'}
              </button>
              <button
                type="button"
                className="button small"
                aria-label={`Preview ${name}`}
                disabled={isRunning}
                onClick={() => onPreview(one)}
              >
                Preview
              </button>
              <button
                type="button"
                className="button quiet small"
                aria-label={`Dismiss ${name}`}
                disabled={isRunning}
                onClick={() => onDismiss(one)}
              >
                Dismiss
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
