/** One option of a format, drawn from its description. */
import type { Option } from '@shared/option.ts'
import { SelectField } from '../../ui/SelectField.tsx'

type Props = {
  option: Option
  value: boolean | string
  /** An option that only other formats have is shown, but cannot be chosen. */
  isSupported: boolean
  onChange: (value: boolean | string) => void
}

export function OptionField({ option, value, isSupported, onChange }: Props) {
  const unsupported = isSupported ? null : <span className="option-note">Not supported</span>
  if (option.kind === 'choice') {
    return (
      <div
        className={isSupported ? 'option is-choice' : 'option is-choice is-disabled'}
        title={option.description}
      >
        <span>{option.label}</span>
        {unsupported ?? (
          <SelectField
            label={option.label}
            value={String(value)}
            choices={option.choices}
            onChange={(chosen) => onChange(chosen)}
          />
        )}
      </div>
    )
  }
  if (option.kind === 'text') {
    return (
      <label
        className={isSupported ? 'option is-choice' : 'option is-choice is-disabled'}
        title={option.description}
      >
        <span>{option.label}</span>
        {unsupported ?? (
          <input
            className="input"
            maxLength={option.longest}
            value={String(value)}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </label>
    )
  }
  return (
    <label className={isSupported ? 'option' : 'option is-disabled'} title={option.description}>
      <input
        type="checkbox"
        checked={isSupported && value === true}
        disabled={!isSupported}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span>{option.label}</span>
      {unsupported}
    </label>
  )
}
