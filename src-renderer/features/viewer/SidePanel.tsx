/** The panel beside the transcript: the branches of the conversation, what is known about it, notes, and others like it. */
import { Tabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import { BranchTree } from './BranchTree.tsx'
import { ConversationInfo } from './ConversationInfo.tsx'
import type { ConversationView } from './use-conversation.ts'
import { useViewer } from './viewer-store.ts'
import type { PanelTab } from './viewer-store.ts'

type Props = {
  view: ConversationView
  leaf: number
  places: Int32Array
  sourceName: string
  /** Conversations like this one; drawn when it is asked for. */
  similar: ReactNode
  /** The reader's notes. */
  notes: ReactNode
}

export function SidePanel({ view, leaf, places, sourceName, similar, notes }: Props) {
  const tab = useViewer((state) => state.panelTab)
  return (
    <aside className="reader-side" aria-label="Details">
      <Tabs.Root
        className="side-tabs"
        value={tab}
        onValueChange={(value: PanelTab) => useViewer.getState().chooseTab(value)}
      >
        <Tabs.List className="side-tab-list" activateOnFocus>
          <Tabs.Tab className="side-tab" value="branches">
            Branches
          </Tabs.Tab>
          <Tabs.Tab className="side-tab" value="info">
            Info
          </Tabs.Tab>
          <Tabs.Tab className="side-tab" value="notes">
            Notes
          </Tabs.Tab>
          <Tabs.Tab className="side-tab" value="similar">
            Similar
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel className="side-content" value="branches" tabIndex={-1}>
          <BranchTree view={view} leaf={leaf} places={places} />
        </Tabs.Panel>
        <Tabs.Panel className="side-content" value="info">
          <ConversationInfo
            opened={view.opened}
            branches={view.reading.branchCounts.at(-1) ?? 0}
            sourceName={sourceName}
          />
        </Tabs.Panel>
        <Tabs.Panel className="side-content" value="notes">
          {notes}
        </Tabs.Panel>
        <Tabs.Panel className="side-content" value="similar">
          {similar}
        </Tabs.Panel>
      </Tabs.Root>
    </aside>
  )
}
