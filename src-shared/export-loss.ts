/** Something that a format has no place for. */
export interface ExportLoss {
  /** "thinking", "tool calls": in the middle of a sentence. */
  readonly what: string
  readonly count: number
}
