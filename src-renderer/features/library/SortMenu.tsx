/** The order of the list: by what, and in which direction. */
import { Menu } from '@base-ui/react/menu'
import type { LibrarySort } from '@shared/contract/library.ts'
import { ChevronDown } from 'lucide-react'
import { MenuChoice } from '../../ui/MenuChoice.tsx'

type Props = {
  sort: LibrarySort
  /** Whether the list has an order of its own, and stands in it; null where it has none. */
  isArranged: boolean | null
  onArrange: () => void
  onSort: (sort: LibrarySort) => void
}

const names = { updated: 'Updated', created: 'Created', title: 'Title' }

const byChoices: readonly LibrarySort['by'][] = ['updated', 'created', 'title']
const directionChoices: readonly LibrarySort['direction'][] = ['descending', 'ascending']

export function SortMenu({ sort, isArranged, onArrange, onSort }: Props) {
  const name = isArranged === true ? 'Own order' : names[sort.by]
  return (
    <Menu.Root>
      <Menu.Trigger className="button quiet small" aria-label={`Sorted by ${name}`}>
        {name}
        <ChevronDown aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="end" sideOffset={4}>
          <Menu.Popup className="menu">
            <Menu.RadioGroup
              value={isArranged === true ? 'own' : sort.by}
              // A list by title begins with A, a list by time with the newest: the other order is one click more.
              onValueChange={(by: LibrarySort['by'] | 'own') =>
                by === 'own'
                  ? onArrange()
                  : onSort({ by, direction: by === 'title' ? 'ascending' : 'descending' })
              }
            >
              {isArranged !== null && <MenuChoice value="own" label="Own order" />}
              {byChoices.map((by) => (
                <MenuChoice key={by} value={by} label={names[by]} />
              ))}
            </Menu.RadioGroup>
            {isArranged !== true && (
              <>
                <Menu.Separator className="menu-line" />
                <Menu.RadioGroup
                  value={sort.direction}
                  onValueChange={(direction: LibrarySort['direction']) => onSort({ ...sort, direction })}
                >
                  {directionChoices.map((direction) => (
                    <MenuChoice key={direction} value={direction} label={directionName(sort.by, direction)} />
                  ))}
                </Menu.RadioGroup>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

function directionName(by: LibrarySort['by'], direction: LibrarySort['direction']): string {
  if (by === 'title') return direction === 'ascending' ? 'A to Z' : 'Z to A'
  return direction === 'ascending' ? 'Oldest first' : 'Newest first'
}
