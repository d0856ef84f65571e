/** What is known of a backup: by itself, once it was checked, made or restored. */

/** What a backup says of itself. */
export interface BackupFacts {
  /** ms */
  readonly createdAt: number
  /** The version of Stemma that made it, and of its tables. */
  readonly stemma: string
  readonly schema: number
  readonly conversations: number
  readonly messages: number
  /** Bytes of all that is in it, unpacked. */
  readonly bytes: number
  readonly members: number
}

/** Something in a backup that is not as it was. */
export interface DamagedMember {
  readonly name: string
  readonly reason: string
}

export interface CheckedBackup extends BackupFacts {
  /** Full path */
  readonly path: string
  /** Bytes of the file. */
  readonly size: number
  /** Empty where all is whole. */
  readonly damaged: readonly DamagedMember[]
  /** Files that the archive itself had lost when the backup was made. */
  readonly missing: readonly string[]
}

/** What a backup job came to. */
export interface MadeBackup {
  /** Null where only changes were wanted. Checked after it was written: `damaged` is empty. */
  readonly backup: CheckedBackup | null
  /** Null where they were not wanted. */
  readonly changes: { readonly conversations: number; readonly files: readonly string[] } | null
  /** Full paths of older files of ours that went for it. */
  readonly removed: readonly string[]
}

export interface RestoredBackup extends BackupFacts {
  readonly path: string
  /** Where it is; for `replace` where it waits until Stemma starts next. */
  readonly folder: string
  /** Where the present archive will be moved to; null unless it is replaced. */
  readonly movedTo: string | null
}
