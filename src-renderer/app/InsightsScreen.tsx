/** The Insights view: charts of what was said, and the log of what was done. */
import { Tabs } from '@base-ui/react/tabs'
import { ActivityLog } from '../features/activity/ActivityLog.tsx'
import { InsightCharts } from '../features/insights/InsightCharts.tsx'
import { goToPlace, openConversation, useLibrary } from '../features/library/library-store.ts'
import { type Place, sourceName } from '../features/library/places.ts'
import { clearSearch } from '../features/search/search-store.ts'
import { chooseInsightsTab, type InsightsTab, showView, useWindow } from './window-store.ts'

export function InsightsScreen() {
  const tab = useWindow((state) => state.insightsTab)
  const counts = useLibrary((state) => state.counts)
  return (
    <main className="screen" aria-label="Insights" data-pane tabIndex={-1}>
      <h1>Insights</h1>
      <Tabs.Root value={tab} onValueChange={(value: InsightsTab) => chooseInsightsTab(value)}>
        <Tabs.List className="screen-tabs" activateOnFocus>
          <Tabs.Tab className="side-tab" value="charts">
            Charts
          </Tabs.Tab>
          <Tabs.Tab className="side-tab" value="activity">
            Activity log
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="charts">
          <InsightCharts
            sourceNameOf={(source) => sourceName(counts, source)}
            onQuery={(label, query) => showPlace({ kind: 'found', label, query })}
            onSource={(source) => showPlace({ kind: 'source', source })}
            onOpen={showConversation}
            onImport={() => showView('import')}
          />
        </Tabs.Panel>
        <Tabs.Panel value="activity">
          <ActivityLog onOpen={showConversation} />
        </Tabs.Panel>
      </Tabs.Root>
    </main>
  )
}

function showPlace(place: Place): void {
  showView('library')
  clearSearch()
  goToPlace(place)
}

function showConversation(id: string): void {
  showView('library')
  openConversation(id)
}
