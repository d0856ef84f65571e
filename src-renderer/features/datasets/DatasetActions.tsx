/** What can be done with one dataset. */
import { Menu } from '@base-ui/react/menu'
import type { DatasetSummary } from '@shared/datasets/dataset.ts'
import { ChartColumn, CircleCheck, Download, Ellipsis, Eye, RefreshCw } from 'lucide-react'
import type { RefObject } from 'react'
import { AskedButton } from '../../ui/AskedButton.tsx'
import {
  checkDataset,
  deleteDataset,
  downloadDataset,
  lookAtRecords,
  lookAtStatistics,
  makeNewVersion,
} from './manage-store.ts'

type Props = {
  dataset: DatasetSummary
  /** What gets the focus when the row is gone. */
  focusAfterDelete: RefObject<HTMLElement | null>
}

export function DatasetActions({ dataset, focusAfterDelete }: Props) {
  const named = dataset.version === 1 ? dataset.name : `${dataset.name}, version ${dataset.version}`
  return (
    <div className="dataset-actions">
      <button
        type="button"
        className="button small"
        aria-label={`Preview ${named}`}
        title="Preview"
        onClick={() => void lookAtRecords(dataset)}
      >
        <Eye aria-hidden />
        <span>Preview</span>
      </button>
      <button
        type="button"
        className="button small"
        aria-label={`Download ${named}`}
        title="Download"
        onClick={() => void downloadDataset(dataset)}
      >
        <Download aria-hidden />
        <span>Download</span>
      </button>
      <Menu.Root>
        <Menu.Trigger className="button small icon" aria-label={`More about ${named}`} title="More">
          <Ellipsis aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className="menu-positioner" align="end" sideOffset={4}>
            <Menu.Popup className="menu">
              <Menu.Item className="menu-item" onClick={() => void lookAtStatistics(dataset)}>
                <ChartColumn aria-hidden />
                Show statistics
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void checkDataset(dataset)}>
                <CircleCheck aria-hidden />
                Check the files
              </Menu.Item>
              <Menu.Item className="menu-item" onClick={() => void makeNewVersion(dataset)}>
                <RefreshCw aria-hidden />
                New version
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <AskedButton
        label={`Delete ${named}`}
        question="Delete this dataset?"
        keepLabel="Keep it"
        actLabel="Delete dataset"
        focusAfter={focusAfterDelete}
        onAct={() => void deleteDataset(dataset)}
      >
        {named} and its files are removed. This cannot be undone. The conversations themselves stay in your
        library, and ZIP files that you saved stay where they are.
      </AskedButton>
    </div>
  )
}
