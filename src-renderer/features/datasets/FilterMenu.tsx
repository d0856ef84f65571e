/** A filter of several values: a button that tells what is chosen, and a menu to choose in. */
import { Menu } from '@base-ui/react/menu'
import { Check, ChevronDown } from 'lucide-react'
import { countText } from '../../ui/counts.ts'

type Props<Value extends string> = {
  label: string
  choices: readonly { readonly value: Value; readonly label: string; readonly count?: number }[]
  /** None stands for all. */
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}

export function FilterMenu<Value extends string>({ label, choices, chosen, onChange }: Props<Value>) {
  const [first, ...more] = chosen
  const named = choices.find(({ value }) => value === first)?.label ?? first
  const toggled = (value: Value): Value[] =>
    chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
  return (
    <Menu.Root>
      <Menu.Trigger
        className={first === undefined ? 'chip dataset-filter' : 'chip dataset-filter is-on'}
        disabled={choices.length === 0}
      >
        {first === undefined ? label : `${label}: ${named}`}
        {more.length > 0 && ` +${more.length}`}
        <ChevronDown aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" align="start" sideOffset={4}>
          <Menu.Popup className="menu filter-menu">
            {choices.map(({ value, label: text, count }) => (
              <Menu.CheckboxItem
                key={value}
                className="menu-item"
                checked={chosen.includes(value)}
                onCheckedChange={() => onChange(toggled(value))}
              >
                <span className="tick">
                  <Menu.CheckboxItemIndicator>
                    <Check aria-hidden />
                  </Menu.CheckboxItemIndicator>
                </span>
                {text}
                {count !== undefined && <span className="shortcut">{countText(count)}</span>}
              </Menu.CheckboxItem>
            ))}
            {chosen.length > 0 && (
              <>
                <div className="menu-line" role="separator" />
                <Menu.Item className="menu-item" onClick={() => onChange([])}>
                  <span className="tick" />
                  Any
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}
