/** The filters of the search, each to be taken out: also where nothing is found and the facets have nothing to say. */
import { X } from 'lucide-react'
import { filtersIn } from '../../query/query-parts.ts'
import { typeQuery, useSearch } from './search-store.ts'

/** Draws nothing where there are none. */
export function FilterChips() {
  const query = useSearch((state) => state.query)
  const filters = filtersIn(query)
  if (filters.length === 0) return null
  return (
    <ul className="filter-chips" aria-label="Filters of this search">
      {filters.map(({ part, query: without }) => (
        <li key={part}>
          <button
            type="button"
            className="filter-chip"
            aria-label={`Take out ${part}`}
            title={`Take out ${part}`}
            onClick={() => typeQuery(without)}
          >
            <span>{part}</span>
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
