/** What the jobs of backups are asked for. */

export interface BackupOrder {
  readonly kind: 'backup'
  /** The whole archive as one file; null where only changes are wanted. */
  readonly file: { readonly path: string; readonly replace: boolean } | null
  /** Set for a run of the plan. */
  readonly planned: PlannedRun | null
  /** ms */
  readonly now: number
}

export interface PlannedRun {
  readonly folder: string
  readonly dueAt: number
  readonly missed: number
  /** Whether what changed is written as JSON and Markdown too. */
  readonly hasChanges: boolean
  readonly keep: number | null
}

/** Reads a backup to its end. */
export interface VerifyOrder {
  readonly kind: 'verify'
  readonly path: string
}

export interface RestoreOrder {
  readonly kind: 'restore'
  readonly path: string
  /** Full path of the folder to restore into; null to take the place of the archive. */
  readonly folder: string | null
  /** ms */
  readonly now: number
}
