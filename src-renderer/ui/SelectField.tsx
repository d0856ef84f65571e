/** One value out of a list that opens on demand. */
import { Select } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'

type Props = {
  label: string
  value: string
  choices: readonly { readonly value: string; readonly label: string }[]
  isDisabled?: boolean
  onChange: (value: string) => void
}

export function SelectField({ label, value, choices, isDisabled = false, onChange }: Props) {
  return (
    <Select.Root
      items={choices}
      value={value}
      disabled={isDisabled}
      onValueChange={(chosen) => chosen !== null && onChange(chosen)}
    >
      <Select.Trigger className="select-trigger" aria-label={label}>
        <Select.Value />
        <Select.Icon>
          <ChevronDown aria-hidden />
        </Select.Icon>
      </Select.Trigger>
      <Select.Portal>
        <Select.Positioner className="select-positioner" alignItemWithTrigger={false} sideOffset={4}>
          <Select.Popup className="menu">
            {choices.map((choice) => (
              <Select.Item key={choice.value} value={choice.value} className="menu-item">
                <span className="tick">
                  <Select.ItemIndicator>
                    <Check aria-hidden />
                  </Select.ItemIndicator>
                </span>
                <Select.ItemText>{choice.label}</Select.ItemText>
              </Select.Item>
            ))}
          </Select.Popup>
        </Select.Positioner>
      </Select.Portal>
    </Select.Root>
  )
}
