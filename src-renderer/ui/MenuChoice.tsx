/** One of several things of a menu that exclude each other, ticked when it is the chosen one. Stands in a `Menu.RadioGroup`. */
import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'

export function MenuChoice({ value, label }: { value: string; label: string }) {
  return (
    <Menu.RadioItem className="menu-item" value={value} closeOnClick>
      <span className="tick">
        <Menu.RadioItemIndicator>
          <Check aria-hidden />
        </Menu.RadioItemIndicator>
      </span>
      {label}
    </Menu.RadioItem>
  )
}
