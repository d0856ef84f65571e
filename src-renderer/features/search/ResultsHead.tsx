/** Above the results: how much was found, how the query was understood, and in which order it stands. */
import { Menu } from '@base-ui/react/menu'
import type { SearchOrder } from '@shared/contract/search.ts'
import { explainQuery, parseQuery } from '@shared/query.ts'
import { Check, ChevronDown } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { asked } from './asked.ts'
import { chooseOrder, useSearch } from './search-store.ts'
import { SearchCount } from './SearchCount.tsx'

const orders: readonly { readonly order: SearchOrder; readonly name: string }[] = [
  { order: 'newest', name: 'Newest first' },
  { order: 'oldest', name: 'Oldest first' },
  { order: 'relevance', name: 'Relevance' },
]

type Props = {
  /** What can be done with all that was found: kept as a smart list, exported. */
  tools: ReactNode
}

export function ResultsHead({ tools }: Props) {
  const query = useSearch((state) => state.query)
  const explanation = useMemo(() => explainQuery(parseQuery(asked(query))), [query])
  return (
    <div className="results-head">
      <SearchCount />
      <p className="search-explanation" title={`Looks for ${explanation}`}>
        <span className="visually-hidden">Looks for </span>
        {explanation}
      </p>
      <OrderMenu />
      <span className="results-tools">{tools}</span>
    </div>
  )
}

function OrderMenu() {
  const order = useSearch((state) => state.order)
  const name = orders.find((one) => one.order === order)?.name ?? ''
  return (
    <Menu.Root>
      <Menu.Trigger className="button quiet small" aria-label={`Order: ${name}`}>
        {name}
        <ChevronDown aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="start" sideOffset={4}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={order} onValueChange={(chosen: SearchOrder) => chooseOrder(chosen)}>
              {orders.map((one) => (
                <Menu.RadioItem key={one.order} className="menu-item" value={one.order} closeOnClick>
                  <span className="tick">
                    <Menu.RadioItemIndicator>
                      <Check aria-hidden />
                    </Menu.RadioItemIndicator>
                  </span>
                  {one.name}
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
