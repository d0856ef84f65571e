/** What the job of a dataset is asked to do. */
import type { DatasetForm } from '@shared/datasets/check-form.ts'
import type { DatasetOptions, DatasetSelection } from '@shared/datasets/options.ts'

interface Chosen {
  /** Ids of the conversations in their order. */
  readonly ids: readonly string[]
}

export type DatasetOrder =
  /** Makes the records and writes nothing. */
  | ({
      readonly kind: 'dataset'
      readonly action: 'try'
      readonly form: Omit<DatasetForm, 'name' | 'fileName'>
    } & Chosen)
  | ({
      readonly kind: 'dataset'
      readonly action: 'make'
      readonly form: DatasetForm
      /** As it was asked for: what the next version is made of. */
      readonly selection: DatasetSelection
      readonly replace: boolean
    } & Chosen)
  /** Reads and checks what was written. */
  | { readonly kind: 'dataset'; readonly action: 'check'; readonly datasetId: number }
  | {
      readonly kind: 'dataset'
      readonly action: 'download'
      readonly datasetId: number
      readonly path: string
      /** As the options of the dataset say, where nothing is. */
      readonly layout?: DatasetOptions['layout'] | undefined
      readonly card?: boolean | undefined
      readonly replace: boolean
    }
