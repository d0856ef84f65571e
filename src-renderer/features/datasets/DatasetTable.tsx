/** The datasets of this archive, the newest first. */
import type { DatasetSummary } from '@shared/datasets/dataset.ts'
import { dataFormatOf, fileFormats } from '@shared/datasets/formats.ts'
import { loadingSentence } from '@shared/datasets/check-words.ts'
import { bytesText, countText } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { Tip } from '../../ui/Tip.tsx'
import { useRef } from 'react'
import { DatasetActions } from './DatasetActions.tsx'

type Props = {
  list: readonly DatasetSummary[]
  /** The id of the one that was made last; null where none was. */
  newest: number | null
}

export function DatasetTable({ list, newest }: Props) {
  const table = useRef<HTMLTableElement>(null)
  return (
    <table ref={table} className="table dataset-table" aria-label="Datasets" tabIndex={-1}>
      <thead>
        <tr>
          <th scope="col">Dataset name</th>
          <th scope="col">Data format</th>
          <th scope="col">File</th>
          <th scope="col" className="is-number">
            Records
          </th>
          <th scope="col" className="is-number">
            Size
          </th>
          <th scope="col">Trainer check</th>
          <th scope="col">Created at</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {list.map((dataset) => (
          <tr
            key={dataset.id}
            ref={dataset.id === newest ? bringIntoSight : undefined}
            className={dataset.id === newest ? 'is-new' : undefined}
          >
            <th scope="row" className="dataset-name">
              {dataset.name} {dataset.version > 1 && <span className="badge">version {dataset.version}</span>}
              {dataset.id === newest && <span className="badge new">new</span>}
            </th>
            <td>{formatName(dataset)}</td>
            <td className="dataset-file">
              {dataset.options.partitioned
                ? `${dataset.fileName}/`
                : `${dataset.fileName}.${dataset.fileFormat}`}
              <small>{fileFormats.find(({ id }) => id === dataset.fileFormat)?.name}</small>
            </td>
            <td className="is-number">{countText(dataset.records)}</td>
            <td className="is-number">{bytesText(dataset.size)}</td>
            <td>
              <CheckBadge dataset={dataset} />
            </td>
            <td className="dataset-date">{dateTimeText(dataset.createdAt)}</td>
            <td>
              <DatasetActions dataset={dataset} focusAfterDelete={table} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function bringIntoSight(row: HTMLElement | null): void {
  row?.scrollIntoView({ block: 'nearest' })
}

function formatName({ dataFormat }: DatasetSummary): string {
  return dataFormat === 'standard' ? 'standard' : dataFormatOf(dataFormat).name
}

function CheckBadge({ dataset: { check } }: { dataset: DatasetSummary }) {
  const { loading, records, remarks } = check
  const isGood = loading === records && remarks.length === 0
  const said = loading === records ? 'all load' : `${countText(loading)} of ${countText(records)} load`
  return (
    <Tip text={[loadingSentence(check), ...remarks].join(' ')}>
      <span className={isGood ? 'badge new' : loading === 0 ? 'badge bad' : 'badge'} tabIndex={0}>
        {said}
        {loading === records && remarks.length > 0 && ' · remarks'}
      </span>
    </Tip>
  )
}
