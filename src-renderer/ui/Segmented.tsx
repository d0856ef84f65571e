/** A choice of a few values, all in sight: radio buttons that look like one bar. */
import type { LucideIcon } from 'lucide-react'
import { useId } from 'react'

type Props<Value extends string> = {
  label: string
  value: Value
  choices: readonly {
    readonly value: Value
    readonly label: string
    readonly icon?: LucideIcon
    readonly isDisabled?: boolean
  }[]
  onChange: (value: Value) => void
}

export function Segmented<Value extends string>({ label, value, choices, onChange }: Props<Value>) {
  const name = useId()
  return (
    <div className="segmented" role="radiogroup" aria-label={label}>
      {choices.map(({ value: choice, label: text, icon: Icon, isDisabled = false }) => (
        <label key={choice}>
          <input
            type="radio"
            name={name}
            value={choice}
            checked={choice === value}
            disabled={isDisabled}
            onChange={() => onChange(choice)}
          />
          {Icon && <Icon aria-hidden />}
          {text}
        </label>
      ))}
    </div>
  )
}
