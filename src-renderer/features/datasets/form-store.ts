/** The store of the form of a new dataset. */
import { create } from 'zustand'
import type { DatasetOptions } from '@shared/datasets/options.ts'
import type { DataFormatId } from '@shared/datasets/formats.ts'
import { dataFormatChosen, type FormFields, initialFields, type NumberName } from './dataset-form.ts'

type FormState = {
  readonly fields: FormFields
  /** Whether an empty name is complained about: not before somebody was in its field. */
  readonly isNameTouched: boolean
}

export const useDatasetForm = create<FormState>()(() => ({ fields: initialFields, isNameTouched: false }))

export function changeFields(change: Partial<FormFields>): void {
  useDatasetForm.setState(({ fields }) => ({ fields: { ...fields, ...change } }))
}

export function changeOptions(change: Partial<Omit<DatasetOptions, NumberName>>): void {
  const { options } = useDatasetForm.getState().fields
  changeFields({ options: { ...options, ...change } })
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
