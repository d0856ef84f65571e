/** Beside the results: how they are spread over sources, models, years …; each value can be chosen, which writes it into the query. */
import type { FacetName, FacetValue } from '@shared/contract/search.ts'
import { ChevronLeft, CircleMinus } from 'lucide-react'
import { useState } from 'react'
import { countText } from '../../ui/counts.ts'
import { SourceDot } from '../../ui/SourceDot.tsx'
import { isChosen, leftOut, toggled } from './facet-terms.ts'
import { FilterChips } from './FilterChips.tsx'
import { clearSearch, typeQuery, useSearch } from './search-store.ts'

const facetTitles: readonly { readonly name: FacetName; readonly title: string }[] = [
  { name: 'source', title: 'Source' },
  { name: 'model', title: 'Model' },
  { name: 'year', title: 'Year' },
  { name: 'role', title: 'Written by' },
  { name: 'tag', title: 'Tag' },
  { name: 'has', title: 'Holds' },
]

const names: Readonly<Partial<Record<string, string>>> = {
  'role:user': 'You',
  'role:assistant': 'Assistant',
  'role:system': 'System',
  'role:tool': 'Tools',
  'has:image': 'Pictures',
  'has:file': 'Files',
  'has:code': 'Code',
  'has:thinking': 'Thinking',
  'has:tool': 'Tool calls',
}

/** Values shown before the rest is asked for. */
const fewValues = 5

type Props = {
  sourceNameOf: (source: string) => string
}

export function FacetPane({ sourceNameOf }: Props) {
  const facets = useSearch((state) => state.facets)
  const shown = facetTitles.filter(({ name }) => (facets?.of.facets[name].length ?? 0) > 0)
  return (
    <section className="facets" aria-label="Narrow the search" data-pane>
      <button type="button" className="facet-back" onClick={clearSearch}>
        <ChevronLeft aria-hidden />
        Back to the library
      </button>
      <FilterChips />
      {shown.map(({ name, title }) => (
        <Facet
          key={name}
          name={name}
          title={title}
          values={facets?.of.facets[name] ?? []}
          sourceNameOf={sourceNameOf}
        />
      ))}
      {shown.length === 0 && (
        <p className="facet-note">Sources, models, years and tags of what is found stand here.</p>
      )}
      {facets?.of.isPartial === true && shown.length > 0 && (
        <p className="facet-note">Counted over the newest {countText(facets.of.total)} hits.</p>
      )}
    </section>
  )
}

type FacetProps = Props & {
  name: FacetName
  title: string
  values: readonly FacetValue[]
}

function Facet({ name, title, values, sourceNameOf }: FacetProps) {
  const query = useSearch((state) => state.query)
  const [isWhole, setIsWhole] = useState(false)
  const chosen = values.filter(({ filter }) => isChosen(query, name, filter))
  const few = values.slice(0, fewValues)
  const shown = isWhole ? values : [...few, ...chosen.filter((value) => !few.includes(value))]
  const rest = values.length - shown.length
  const labelOf = (value: string): string =>
    name === 'source' ? sourceNameOf(value) : (names[`${name}:${value}`] ?? value)
  return (
    <>
      <h2 id={`facet-${name}`}>{title}</h2>
      <ul aria-labelledby={`facet-${name}`}>
        {shown.map(({ value, count, filter }) => (
          <li key={value} className="facet-line">
            <button
              type="button"
              className="facet"
              aria-pressed={chosen.some((one) => one.value === value)}
              onClick={() => typeQuery(toggled(query, name, filter))}
            >
              {name === 'source' && <SourceDot source={value} />}
              <span className="facet-label">{labelOf(value)}</span>{' '}
              <span className="facet-count">{countText(count)}</span>
            </button>
            <button
              type="button"
              className="facet-out"
              aria-label={`Leave out ${labelOf(value)}`}
              title={`Leave out ${labelOf(value)}`}
              onClick={() => typeQuery(leftOut(query, name, filter))}
            >
              <CircleMinus aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {(rest > 0 || isWhole) && (
        <button
          type="button"
          className="link facet-rest"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Fewer' : `${countText(rest)} more`}
        </button>
      )}
    </>
  )
}
