/** What the job that looks for a record is asked to do. */

export interface RecordOrder {
  readonly kind: 'record'
  /** UUID of the conversation. */
  readonly id: string
  /** Of the message whose record is wanted; null for that of the conversation. */
  readonly messageKey: number | null
  /** Full path of the file to write the whole record to; null to have it answered only. */
  readonly saveTo: { readonly path: string; readonly replace: boolean } | null
}
