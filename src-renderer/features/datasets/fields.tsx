/** The fields of the form: each with its name, what it does, what is wrong with it, or why it does not apply. */
import { useId } from 'react'
import { SelectField } from '../../ui/SelectField.tsx'

type TextProps = {
  label: string
  value: string
  placeholder?: string
  /** What stands behind the value inside the field: an ending. */
  suffix?: string
  /** What stands behind the field: a unit. */
  unit?: string
  /** A short field for a whole number, beside its name. */
  isNumber?: boolean
  note?: string | null
  /** What is wrong, as a sentence; null when nothing is. */
  problem: string | null
  /** Why it does not apply; null where it does. */
  whyNot?: string | null
  onChange: (value: string) => void
  onBlur?: () => void
}

export function TextField({ label, value, problem, note = null, whyNot = null, ...props }: TextProps) {
  const ids = { field: useId(), hint: useId() }
  const { suffix, unit, isNumber = false, placeholder, onChange, onBlur } = props
  const hint = whyNot ?? problem ?? note
  return (
    <div className={`dataset-field${isNumber ? ' is-number' : ''}${whyNot === null ? '' : ' is-disabled'}`}>
      <label className="dataset-label" htmlFor={ids.field}>
        {label}
      </label>
      <span className="dataset-input">
        <input
          id={ids.field}
          className="input"
          inputMode={isNumber ? 'numeric' : 'text'}
          spellCheck={false}
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          disabled={whyNot !== null}
          aria-describedby={ids.hint}
          aria-invalid={problem !== null && whyNot === null}
          onChange={({ target }) => onChange(target.value)}
          onBlur={onBlur}
        />
        {suffix !== undefined && <span className="dataset-suffix">{suffix}</span>}
        {unit !== undefined && <span>{unit}</span>}
      </span>
      <p
        id={ids.hint}
        className={problem !== null && whyNot === null ? 'dataset-problem' : 'dataset-hint'}
        role={problem !== null && whyNot === null ? 'status' : undefined}
      >
        {hint}
      </p>
    </div>
  )
}

type ChoiceProps<Value extends string> = {
  label: string
  value: Value
  choices: readonly { readonly value: Value; readonly label: string }[]
  /** Why it does not apply; null where it does. */
  whyNot?: string | null
  onChange: (value: Value) => void
}

export function ChoiceField<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, choices, whyNot = null, onChange } = props
  return (
    <div className={whyNot === null ? 'dataset-field is-choice' : 'dataset-field is-choice is-disabled'}>
      <span className="dataset-label">{label}</span>
      <SelectField
        label={label}
        value={value}
        choices={choices}
        isDisabled={whyNot !== null}
        onChange={(chosen) => {
          const found = choices.find((choice) => choice.value === chosen)
          if (found !== undefined) onChange(found.value)
        }}
      />
      {whyNot !== null && <p className="dataset-hint">{whyNot}</p>}
    </div>
  )
}

type CheckProps = {
  label: string
  note: string
  isChecked: boolean
  /** Why it does not apply; null where it does. */
  whyNot?: string | null
  onChange: (isChecked: boolean) => void
}

export function CheckField({ label, note, isChecked, whyNot = null, onChange }: CheckProps) {
  const hintId = useId()
  return (
    <label className={whyNot === null ? 'dataset-check' : 'dataset-check is-disabled'}>
      <input
        type="checkbox"
        checked={isChecked && whyNot === null}
        disabled={whyNot !== null}
        aria-label={label}
        aria-describedby={hintId}
        onChange={({ target }) => onChange(target.checked)}
      />
      {label}
      <small id={hintId}>{whyNot ?? note}</small>
    </label>
  )
}
