/** What the archive takes on the disk, and the ways to look after it. */
import type { StorageUse } from '@shared/contract/maintenance.ts'
import { useEffect } from 'react'
import { runningJobs } from '../../../jobs/jobs.ts'
import { useJobs } from '../../../jobs/jobs-store.ts'
import { bytesText } from '../../../ui/counts.ts'
import { dateTimeText } from '../../../ui/dates.ts'
import { Segmented } from '../../../ui/Segmented.tsx'
import { changeSettings, useSettings } from '../settings-store.ts'
import { SettingsRow } from '../SettingsRow.tsx'
import { SettingsSection } from '../SettingsSection.tsx'
import { askForStorage, compactArchive, rebuildIndex, useStorage } from '../storage-store.ts'

const names: Readonly<Record<StorageUse['parts'][number]['name'], string>> = {
  conversations: 'Conversations',
  search: 'Search index',
  attachments: 'Attachments',
  originals: 'Kept originals',
  backups: 'Backups',
  'html-archives': 'HTML archives',
  datasets: 'Datasets',
}

const recentChoices = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const

export function ArchiveSection() {
  const keepsSearches = useSettings((state) => state.settings?.keepsSearches ?? true)
  const use = useStorage((state) => state.use)
  const isBusy = useJobs((state) =>
    runningJobs(state).some(
      ({ kind }) => kind === 'compact' || kind === 'rebuild-index' || kind === 'import',
    ),
  )

  useEffect(() => {
    void askForStorage()
  }, [])

  const total = use?.parts.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0
  return (
    <SettingsSection heading="Archive">
      <SettingsRow label="Size" description="On this disk, with all that belongs to it.">
        {use !== null && (
          <dl className="settings-sizes">
            {use.parts.map(({ name, bytes }) => (
              <div key={name}>
                <dt>{names[name]}</dt>
                <dd>{bytesText(bytes)}</dd>
              </div>
            ))}
            <div className="total">
              <dt>All together</dt>
              <dd>{bytesText(total)}</dd>
            </div>
            <div>
              <dt>Free on this disk</dt>
              <dd>{bytesText(use.free)}</dd>
            </div>
          </dl>
        )}
      </SettingsRow>
      <SettingsRow
        label="Upkeep"
        description="In idle moments the databases are put in order by themselves: pieces of the index joined, journals emptied."
      >
        {use !== null && <div className="settings-value">{upkeepText(use.tidiedAt)}</div>}
      </SettingsRow>
      <SettingsRow
        label="Search index"
        description="Made from the conversations. Should a search miss something that is there, make it anew; until that is done it finds less."
      >
        <button type="button" className="button" disabled={isBusy} onClick={() => void rebuildIndex()}>
          Rebuild index
        </button>
      </SettingsRow>
      <SettingsRow
        label="Recent searches"
        description="The last 20 are offered on an empty search field. They are kept in this archive, on this computer; off forgets them."
      >
        <Segmented
          label="Recent searches"
          value={keepsSearches ? 'on' : 'off'}
          choices={recentChoices}
          onChange={(chosen) => void changeSettings({ keepsSearches: chosen === 'on' })}
        />
      </SettingsRow>
      <SettingsRow
        label="Unused space"
        description="What was deleted leaves gaps, which are filled by what comes next. Compacting gives them back to the disk."
      >
        <button type="button" className="button" disabled={isBusy} onClick={() => void compactArchive()}>
          Compact
        </button>
      </SettingsRow>
    </SettingsSection>
  )
}

function upkeepText(tidiedAt: number | null): string {
  return tidiedAt === null ? 'Not yet since the start' : `Last on ${dateTimeText(tidiedAt)}`
}
