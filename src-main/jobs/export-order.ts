/** What an export job is asked for. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { ArchiveOptions } from '@shared/contract/html-archives.ts'
import type { DatasetForm } from '@shared/datasets/check-form.ts'
import type { ChosenOptions } from '@shared/option.ts'

interface Written {
  readonly format: string
  readonly options: ChosenOptions
}

export interface ExportOrder extends Written {
  readonly kind: 'export'
  readonly ids: readonly string[]
  readonly path: string
  readonly into: 'file' | 'folder' | 'zip'
  readonly replace: boolean
  readonly sensitive: SensitiveAction
  readonly nameTemplate: string
}

/** Looks for sensitive data in what would be exported. */
export interface ExportCheckOrder {
  readonly kind: 'export-check'
  readonly ids: readonly string[]
  readonly into:
    | ({ readonly kind: 'format' } & Written)
    | { readonly kind: 'html-archive'; readonly options: ArchiveOptions }
    | { readonly kind: 'dataset'; readonly form: Omit<DatasetForm, 'name' | 'fileName'> }
}
