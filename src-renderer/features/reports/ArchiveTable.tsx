/** The HTML archives there are, the newest first, and what can be done with each. */
import type { HtmlArchiveList } from '@shared/contract/html-archives.ts'
import type { HtmlArchive } from '@shared/written-archive.ts'
import { Download, ExternalLink, FileText } from 'lucide-react'
import type { RefObject } from 'react'
import { bytesText, counted, countText } from '../../ui/counts.ts'
import { dateText, dateTimeText } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SourceDot } from '../../ui/SourceDot.tsx'
import { DeleteArchiveButton } from './DeleteArchiveButton.tsx'
import { keptText } from './reports.ts'

type Props = {
  list: HtmlArchiveList
  /** Whether there is anything to export. */
  hasConversations: boolean
  onOpen: (archive: HtmlArchive) => void
  onDownload: (archive: HtmlArchive) => void
  onDelete: (archive: HtmlArchive) => void
  /** What gets the focus when the row it was in is gone. */
  focusAfterDelete: RefObject<HTMLElement | null>
}

export function ArchiveTable({
  list,
  hasConversations,
  onOpen,
  onDownload,
  onDelete,
  focusAfterDelete,
}: Props) {
  const { archives, removed } = list
  return (
    <>
      {archives.length === 0 ? (
        <div className="reports-empty">
          <EmptyState icon={FileText} title="No exports yet">
            <p>
              {hasConversations
                ? 'Choose an assistant and a time range above, then press Start Export.'
                : 'What you export stands here, to be opened and saved.'}
            </p>
          </EmptyState>
        </div>
      ) : (
        <div className="archive-table">
          <table className="table" aria-labelledby="available-exports">
            <thead>
              <tr>
                <th scope="col">File name</th>
                <th scope="col">Created</th>
                <th scope="col">Assistant</th>
                <th scope="col">Covers</th>
                <th scope="col" className="is-number">
                  Conversations
                </th>
                <th scope="col" className="is-number">
                  Size
                </th>
                <th scope="col" className="archive-kept">
                  Kept
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {archives.map((archive) => (
                <tr key={archive.id}>
                  <td className="archive-name">
                    {archive.fileName}
                    {archive.pages > 1 && <span className="badge">{counted(archive.pages, 'page')}</span>}
                    {archive.hasData && <span className="badge">with data</span>}
                    {!archive.isThere && (
                      <span className="badge bad">
                        {archive.pages > 1 ? 'Files missing' : 'File missing'}
                      </span>
                    )}
                  </td>
                  <td className="is-date">{dateTimeText(archive.createdAt)}</td>
                  <td>
                    <span className="assistant-badge">
                      {archive.source !== null && <SourceDot source={archive.source} />}
                      {archive.assistantName}
                    </span>
                  </td>
                  <td className="archive-covers">{coversText(archive)}</td>
                  <td className="is-number">{countText(archive.conversations)}</td>
                  <td className="is-number">{bytesText(archive.size)}</td>
                  <td className="is-date archive-kept">{keptText(archive.keptUntil)}</td>
                  <td>
                    <div className="archive-actions">
                      <button
                        type="button"
                        className="button small"
                        disabled={!archive.isThere}
                        aria-label={`Open ${archive.fileName}`}
                        title="Open"
                        onClick={() => onOpen(archive)}
                      >
                        <ExternalLink aria-hidden />
                        <span>Open</span>
                      </button>
                      <button
                        type="button"
                        className="button small"
                        disabled={!archive.isThere}
                        aria-label={`Download ${archive.fileName}`}
                        title="Download"
                        onClick={() => onDownload(archive)}
                      >
                        <Download aria-hidden />
                        <span>Download</span>
                      </button>
                      <DeleteArchiveButton
                        archive={archive}
                        onDelete={() => onDelete(archive)}
                        focusAfter={focusAfterDelete}
                      />
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {removed.length > 0 && (
        <details className="reports-removed">
          <summary>{counted(removed.length, 'export')} deleted by your limits lately</summary>
          <ul>
            {removed.map(({ fileName, removedAt, reason }) => (
              <li key={fileName}>
                {fileName}, {dateText(removedAt)}: {reason === 'age' ? 'too old' : 'too many'}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function coversText({ days, from, to }: HtmlArchive): string {
  const dates = `${dateText(from)} – ${dateText(to - 1)}`
  return days === null ? dates : `last ${counted(days, 'day')} to ${dateText(to - 1)}`
}
