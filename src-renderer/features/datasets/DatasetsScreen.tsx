/** The Datasets screen: making training files of conversations, and the files there are. */
import { Tabs } from '@base-ui/react/tabs'
import { useEffect } from 'react'
import { countText } from '../../ui/counts.ts'
import { CreateTab } from './CreateTab.tsx'
import { ManageTab } from './ManageTab.tsx'
import { askForDatasets, type DatasetTab, showTab, useManage } from './manage-store.ts'
import './datasets.css'

type Props = {
  /** Leads to where conversations are brought in. */
  onImport: () => void
  /** Leads to a conversation, to a message of it where one is named. */
  onShow: (conversationId: string, messageId: string | null) => void
}

export function DatasetsScreen({ onImport, onShow }: Props) {
  const tab = useManage((state) => state.tab)
  const list = useManage((state) => state.list)
  useEffect(() => {
    void askForDatasets()
  }, [])
  return (
    <main className="screen datasets" aria-label="Datasets" data-pane tabIndex={-1}>
      <h1>Datasets</h1>
      <Tabs.Root className="dataset-tabs" value={tab} onValueChange={(value: DatasetTab) => showTab(value)}>
        <Tabs.List className="dataset-tab-list" aria-label="Datasets" activateOnFocus>
          <Tabs.Tab className="dataset-tab" value="create">
            Create
          </Tabs.Tab>
          <Tabs.Tab className="dataset-tab" value="manage">
            Manage datasets
            {list !== null && list.length > 0 && (
              <span className="dataset-tab-count">{countText(list.length)}</span>
            )}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className="dataset-panel" value="create" tabIndex={-1}>
          <CreateTab onImport={onImport} onShow={onShow} />
        </Tabs.Panel>
        <Tabs.Panel className="dataset-panel" value="manage" tabIndex={-1}>
          <ManageTab onShow={onShow} />
        </Tabs.Panel>
      </Tabs.Root>
    </main>
  )
}
