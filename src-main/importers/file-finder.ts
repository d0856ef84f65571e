/** What is known of a file that is not here, and how a product tells which one it is. */

/** A file that a message names and whose bytes are not here. */
export interface WantedFile {
  /** Id of the importer that read the message. */
  readonly source: string
  /** Ids that the source gave conversation and message. */
  readonly conversation: string | null
  readonly message: string | null
  readonly ref: string
  readonly name: string | null
  /** Bytes */
  readonly size: number | null
}

/** Names the member that holds a wanted file, by what a product alone knows of its names; else null. */
export type FileFinder = (wanted: WantedFile) => string | null
