/**
 * What stands in a message's JSON where the source had the bytes of a file as base64: the bytes are stored as a file, and
 * a mark says which and what stood before them, so that the text can be written again exactly as it was.
 */

export interface StoredData {
  /** SHA-256 of the bytes in hex. */
  readonly hash: string
  /** What stood before the base64: `data:image/png;base64,`, or nothing. */
  readonly prefix: string
}

const mark = /^stemma-file:([0-9a-f]{64});(.*)$/s

/** `stemma-file:<sha256>;data:image/png;base64,` */
export function markOfData({ hash, prefix }: StoredData): string {
  return `stemma-file:${hash};${prefix}`
}

/** What a mark stands for; null for any other text. */
export function dataOfMark(text: string): StoredData | null {
  const [, hash, prefix] = mark.exec(text) ?? []
  return hash === undefined || prefix === undefined ? null : { hash, prefix }
}
