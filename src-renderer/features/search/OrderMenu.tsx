/** In which order the results stand, and how much of each message is shown. */
import { Menu } from '@base-ui/react/menu'
import type { SearchOrder } from '@shared/contract/search.ts'
import { Check, ChevronDown } from 'lucide-react'
import { MenuChoice } from '../../ui/MenuChoice.tsx'
import { chooseContext, chooseOrder, useSearch } from './search-store.ts'

const orders: readonly { readonly order: SearchOrder; readonly name: string }[] = [
  { order: 'newest', name: 'Newest first' },
  { order: 'oldest', name: 'Oldest first' },
  { order: 'relevance', name: 'Relevance' },
]

export function OrderMenu() {
  const order = useSearch((state) => state.order)
  const context = useSearch((state) => state.context)
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
                <MenuChoice key={one.order} value={one.order} label={one.name} />
              ))}
            </Menu.RadioGroup>
            <Menu.Separator className="menu-line" />
            <Menu.CheckboxItem
              className="menu-item"
              checked={context === 'long'}
              closeOnClick
              onCheckedChange={(isLong) => chooseContext(isLong ? 'long' : 'short')}
            >
              <span className="tick">
                <Menu.CheckboxItemIndicator>
                  <Check aria-hidden />
                </Menu.CheckboxItemIndicator>
              </span>
              More context
            </Menu.CheckboxItem>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
