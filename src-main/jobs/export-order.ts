/** What an export job is asked for. */
import type { SensitiveAction } from '@shared/contract/export.ts'
import type { ChosenOptions } from '@shared/option.ts'

interface Chosen {
  readonly ids: readonly string[]
  readonly format: string
  readonly options: ChosenOptions
}

export interface ExportOrder extends Chosen {
  readonly kind: 'export'
  readonly path: string
  readonly into: 'file' | 'folder' | 'zip'
  readonly replace: boolean
  readonly sensitive: SensitiveAction
  readonly nameTemplate: string
}

/** Looks for sensitive data in what would be exported. */
export interface ExportCheckOrder extends Chosen {
  readonly kind: 'export-check'
}
