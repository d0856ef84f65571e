/** Select: filters over the conversations, how many they leave, and the list to choose from. */
import { explainQuery, inTitlesAndTags, parseQuery } from '@shared/query.ts'
import { Search } from 'lucide-react'
import { useId, useRef } from 'react'
import { counted, countText } from '../../ui/counts.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { QueryField } from '../../query/QueryField.tsx'
import { FilterMenu } from './FilterMenu.tsx'
import { recordsOf, useForecast } from './forecast-store.ts'
import { allChosen, type FilterForm, isFiltering, noneChosen, rangeProblem } from './picking.ts'
import { changeFilter, clearFilter, pick, usePicking } from './picking-store.ts'
import { ConversationPicker } from './ConversationPicker.tsx'

type Props = {
  onImport: () => void
}

const types = [
  { value: 'chat', label: 'Chat' },
  { value: 'agent', label: 'Agent' },
  { value: 'graph', label: 'Graph' },
] as const
const statuses = [
  { value: 'active', label: 'Active' },
  { value: 'favorite', label: 'Favorite' },
  { value: 'archived', label: 'Archived' },
  { value: 'deleted', label: 'Deleted (in the trash)' },
] as const
const places = [
  { value: 'title-and-tags', label: 'in titles and tags' },
  { value: 'everything', label: 'in everything' },
]

export function SelectPane({ onImport }: Props) {
  const { filter, listing, failure, selected } = usePicking()
  const records = useForecast(recordsOf)
  const headingId = useId()
  const list = useRef<HTMLDivElement>(null)
  const shown = listing?.ids.length ?? 0
  return (
    <section className="select-pane" aria-labelledby={headingId}>
      <h2 id={headingId}>Select</h2>
      <dl className="dataset-sums" aria-live="polite">
        <Sum word="Total" value={listing?.total ?? null} />
        <Sum word="Filtered" value={listing === null ? null : shown} />
        <Sum word="Selected" value={selected.size} isMarked />
        <Sum word="Records" value={records} isMarked />
      </dl>
      <Filters filter={filter} onLeaveDown={() => list.current?.focus()} />
      <div className="select-bar">
        <button type="button" className="button small" disabled={shown === 0} onClick={() => pick(allChosen)}>
          Select all {shown > 0 && countText(shown)}
        </button>
        <button
          type="button"
          className="button small"
          disabled={selected.size === 0}
          onClick={() => pick(noneChosen)}
        >
          Deselect all
        </button>
        {isFiltering(filter) && (
          <button type="button" className="link" onClick={clearFilter}>
            Clear filters
          </button>
        )}
      </div>
      {failure !== null && (
        <p role="alert" className="dataset-problem">
          {failure}
        </p>
      )}
      {listing !== null && shown === 0 ? (
        <Nothing filter={filter} onImport={onImport} />
      ) : (
        <ConversationPicker listRef={list} />
      )}
    </section>
  )
}

function Sum({ word, value, isMarked = false }: { word: string; value: number | null; isMarked?: boolean }) {
  return (
    <div className={isMarked && value !== null && value > 0 ? 'is-marked' : undefined}>
      <dt>{word}</dt>
      <dd>{value === null ? '…' : countText(value)}</dd>
    </div>
  )
}

function Filters({ filter, onLeaveDown }: { filter: FilterForm; onLeaveDown: () => void }) {
  const field = useRef<HTMLInputElement>(null)
  const choices = usePicking((state) => state.choices)
  const ids = { meaning: useId(), problem: useId() }
  const typed = parseQuery(filter.search)
  const query = filter.searchIn === 'title-and-tags' ? inTitlesAndTags(typed) : typed
  const problem = rangeProblem(filter)
  const invalid = problem === null ? {} : { 'aria-invalid': true, 'aria-describedby': ids.problem }
  return (
    <search className="dataset-filters" aria-label="Filters">
      <div className="dataset-search" aria-describedby={ids.meaning}>
        <QueryField
          fieldRef={field}
          label="Search title or tags"
          query={filter.search}
          onType={(search) => changeFilter({ search })}
          onEnter={onLeaveDown}
          onLeaveDown={onLeaveDown}
          onLeave={onLeaveDown}
        />
        <SelectField
          label="Where to search"
          value={filter.searchIn}
          choices={places}
          onChange={(value) =>
            changeFilter({ searchIn: value === 'everything' ? 'everything' : 'title-and-tags' })
          }
        />
      </div>
      <p id={ids.meaning} className="dataset-hint">
        {query.root !== null && `Looks for ${explainQuery(query)}`}
      </p>
      <div className="dataset-filter-row">
        <FilterMenu
          label="Type"
          choices={types}
          chosen={filter.types}
          onChange={(value) => changeFilter({ types: value })}
        />
        <FilterMenu
          label="Status"
          choices={statuses}
          chosen={filter.statuses}
          onChange={(value) => changeFilter({ statuses: value })}
        />
        <FilterMenu
          label="Source"
          choices={choices.sources.map(({ source, name, conversations }) => ({
            value: source,
            label: name,
            count: conversations,
          }))}
          chosen={filter.sources}
          onChange={(value) => changeFilter({ sources: value })}
        />
        <FilterMenu
          label="Model"
          choices={choices.models.map(({ model, conversations }) => ({
            value: model,
            label: model,
            count: conversations,
          }))}
          chosen={filter.models}
          onChange={(value) => changeFilter({ models: value })}
        />
      </div>
      <div className="dataset-filter-row">
        <span>Created</span>
        <input
          className="input date"
          type="date"
          aria-label="Created on or after"
          value={filter.from}
          {...invalid}
          onChange={({ target }) => changeFilter({ from: target.value })}
        />
        <span>to</span>
        <input
          className="input date"
          type="date"
          aria-label="Created on or before"
          value={filter.to}
          {...invalid}
          onChange={({ target }) => changeFilter({ to: target.value })}
        />
      </div>
      {problem !== null && (
        <p id={ids.problem} className="dataset-problem">
          {problem}
        </p>
      )}
    </search>
  )
}

function Nothing({ filter, onImport }: { filter: FilterForm; onImport: () => void }) {
  return (
    <div className="dataset-empty">
      {isFiltering(filter) ? (
        <EmptyState icon={Search} title="No conversation passes these filters">
          <p>What you have chosen already stays chosen.</p>
          <button type="button" className="button" onClick={clearFilter}>
            Clear filters
          </button>
        </EmptyState>
      ) : (
        <EmptyState icon={Search} title={`${counted(0, 'conversation')} in the archive`}>
          <p>A dataset is made of conversations. Bring some in first.</p>
          <button type="button" className="button primary" onClick={onImport}>
            Import conversations…
          </button>
        </EmptyState>
      )}
    </div>
  )
}
