/** An HTML archive that was written, as the list of them shows it. Times in ms. */
export interface HtmlArchive {
  readonly id: number
  readonly fileName: string
  readonly assistantId: string
  /** As it was called when the archive was written. */
  readonly assistantName: string
  readonly source: string | null
  /** Null where exact dates were chosen. */
  readonly days: number | null
  readonly from: number
  /** The first moment after it. */
  readonly to: number
  readonly createdAt: number
  /** Bytes of all its files. */
  readonly size: number
  /** Its files: 1, or one for each month and the index, which has the name `fileName`. */
  readonly pages: number
  readonly conversations: number
  readonly messages: number
  readonly hasData: boolean
  /** When the limits will take it away; null for never. */
  readonly keptUntil: number | null
  /** False when somebody has moved or removed a file of it. */
  readonly isThere: boolean
}
