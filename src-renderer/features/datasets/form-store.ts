/** The store of the form of a new dataset. */
import { create } from 'zustand'
import type { DataFormatId } from '@shared/datasets/formats.ts'
import { call } from '../../bridge.ts'
import { showFailure } from '../../ui/toasts.ts'
import {
  dataFormatChosen,
  type FormFields,
  type FormOptions,
  initialFields,
  type NumberName,
} from './dataset-form.ts'

type FormState = {
  readonly fields: FormFields
  /** Whether an empty name is complained about: not before somebody was in its field. */
  readonly isNameTouched: boolean
}

export const useDatasetForm = create<FormState>()(() => ({ fields: initialFields, isNameTouched: false }))

let hasBegun = false

/** Takes in what is usually done about sensitive data; once, so that what was chosen in the form stays. */
export async function beginWithSettings(): Promise<void> {
  if (hasBegun) return
  hasBegun = true
  try {
    const { exportSensitive: sensitive } = await call('settings.get', {})
    changeFields({ sensitive })
  } catch (error) {
    showFailure('The settings could not be read', error)
  }
}

export function changeFields(change: Partial<FormFields>): void {
  useDatasetForm.setState(({ fields }) => ({ fields: { ...fields, ...change } }))
}

export function chooseOption<Name extends keyof FormOptions>(name: Name, value: FormOptions[Name]): void {
  const { options } = useDatasetForm.getState().fields
  changeFields({ options: { ...options, [name]: value } })
}

export function typeNumber(name: NumberName, typed: string): void {
  const { numbers } = useDatasetForm.getState().fields
  changeFields({ numbers: { ...numbers, [name]: typed } })
}

export function chooseDataFormat(dataFormat: DataFormatId): void {
  useDatasetForm.setState(({ fields }) => ({ fields: dataFormatChosen(fields, dataFormat) }))
}

export function touchName(): void {
  useDatasetForm.setState({ isNameTouched: true })
}

/** Clears what names a dataset: the next one is called otherwise, and made in the same way. */
export function clearNames(): void {
  changeFields({ name: '', fileName: null, replace: false })
  useDatasetForm.setState({ isNameTouched: false })
}
