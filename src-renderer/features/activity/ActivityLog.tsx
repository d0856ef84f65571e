/** The activity log: what was imported, exported, changed and deleted, and when. Nothing can be taken out of it. */
import { type ActivityArea, activityAreas, type ActivityEntry } from '@shared/contract/activity.ts'
import { FileDown, ScrollText } from 'lucide-react'
import { useEffect } from 'react'
import { counted } from '../../ui/counts.ts'
import { dateTimeText } from '../../ui/dates.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { askForActivity, filterActivity, saveActivity, showOlder, useActivity } from './activity-store.ts'
import './activity.css'

type Props = {
  onOpen: (conversationId: string) => void
}

const areaNames: Readonly<Record<ActivityArea | 'all', string>> = {
  all: 'All',
  import: 'Imports',
  export: 'Exports',
  change: 'Changes',
  delete: 'Deletions',
  other: 'Other',
}

const areaChoices = (['all', ...activityAreas] as const).map((value) => ({ value, label: areaNames[value] }))

export function ActivityLog({ onOpen }: Props) {
  const { area, text, from, to, entries, next } = useActivity()
  useEffect(() => void askForActivity(), [])
  return (
    <>
      <div className="activity-filter" role="search" aria-label="Filter the activity log">
        <Segmented
          label="Kind"
          value={area}
          choices={areaChoices}
          onChange={(value) => filterActivity({ area: value })}
        />
        <input
          className="input"
          type="search"
          aria-label="Words in the log"
          placeholder="Words in the log"
          maxLength={200}
          value={text}
          onChange={(event) => filterActivity({ text: event.target.value })}
        />
        <label>
          From
          <input
            className="input"
            type="date"
            value={from}
            onChange={(event) => filterActivity({ from: event.target.value })}
          />
        </label>
        <label>
          To
          <input
            className="input"
            type="date"
            value={to}
            onChange={(event) => filterActivity({ to: event.target.value })}
          />
        </label>
        <button
          type="button"
          className="button"
          disabled={entries === null || entries.length === 0}
          onClick={() => void saveActivity()}
        >
          <FileDown aria-hidden />
          Save as CSV…
        </button>
      </div>
      {entries?.length === 0 && area === 'all' && text + from + to === '' ? (
        <EmptyState icon={ScrollText} title="Nothing has been noted yet.">
          <p>What is imported, exported, changed and deleted stands here, with its time.</p>
        </EmptyState>
      ) : entries?.length === 0 ? (
        <EmptyState icon={ScrollText} title="The log holds nothing of that kind.">
          <button
            type="button"
            className="button"
            onClick={() => filterActivity({ area: 'all', text: '', from: '', to: '' })}
          >
            Show everything
          </button>
        </EmptyState>
      ) : (
        <table className="activity">
          <caption className="visually-hidden">Activity, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Kind</th>
              <th scope="col">What</th>
              <th scope="col">Conversations</th>
            </tr>
          </thead>
          <tbody>
            {entries?.map((entry) => (
              <EntryRow key={entry.id} entry={entry} onOpen={onOpen} />
            ))}
          </tbody>
        </table>
      )}
      {next !== null && (
        <button type="button" className="button activity-more" onClick={() => void showOlder()}>
          Show older
        </button>
      )}
    </>
  )
}

function EntryRow({ entry, onOpen }: { entry: ActivityEntry } & Props) {
  const { at, area, summary, conversation, conversations } = entry
  return (
    <tr>
      <td className="activity-time">{dateTimeText(at)}</td>
      <td>{areaNames[area]}</td>
      <td>{summary}</td>
      <td>
        {conversation === null ? (
          conversations > 1 && counted(conversations, 'conversation')
        ) : (
          <button type="button" className="link" onClick={() => onOpen(conversation.id)}>
            <bdi>{conversation.title}</bdi>
          </button>
        )}
      </td>
    </tr>
  )
}
