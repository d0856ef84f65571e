/** Writes a report to a file, in the form that is chosen. */
import { Menu } from '@base-ui/react/menu'
import { ChevronDown } from 'lucide-react'

type Props = {
  onSave: (format: 'json' | 'csv') => void
}

export function SaveReportMenu({ onSave }: Props) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button">
        Save report
        <ChevronDown aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="end" sideOffset={4}>
          <Menu.Popup className="menu">
            <Menu.Item className="menu-item" onClick={() => onSave('json')}>
              JSON: everything, for programs
            </Menu.Item>
            <Menu.Item className="menu-item" onClick={() => onSave('csv')}>
              CSV: a line for each record
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
