/** How much of a dropped path is looked at. Every number is far above any real export and below what would hurt. */

export interface Limits {
  /** Files in a folder, or entries in a zip with all zips inside it. */
  readonly entries: number
  /** Folders inside folders. */
  readonly folderDepth: number
  /** Bytes that all entries of a zip say they unpack to. */
  readonly unpackedBytes: number
  /** An entry is taken for a zip bomb when it unpacks to more than `bombBytes` and grows by more than `bombRatio`. */
  readonly bombRatio: number
  readonly bombBytes: number
  /** Zips inside zips. */
  readonly nestedZips: number
  /** Bytes of temporary files that inner zips may take. */
  readonly spooledBytes: number
}

const mebibyte = 2 ** 20
const gibibyte = 2 ** 30

export const defaultLimits: Limits = {
  // The largest known exports hold some thousand pictures; listing 100,000 entries still takes well under a second.
  entries: 100_000,
  // Deeper trees are disks and caches, not exports.
  folderDepth: 32,
  // Entries are streamed one after another, so this bounds time, not memory or disk.
  unpackedBytes: 256 * gibibyte,
  // Deflate reaches 1,032 at most; JSON with long runs of blanks seldom reaches 50.
  bombRatio: 200,
  bombBytes: 256 * mebibyte,
  // Real exports put one zip inside another; a second level costs nothing and a third was never seen.
  nestedZips: 2,
  spooledBytes: 8 * gibibyte,
}
