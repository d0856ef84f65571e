/**
 * What an importer reads from: one file, a folder, a packed archive or the parts of one export, seen alike as a list of
 * members.
 *
 * Names of members are labels and never become paths of ours.
 */
import type { ImportProblem } from '@shared/job.ts'

export interface Member {
  /** Path inside the source with `/` between folders; members of a nested zip are `outer.zip/inner.json`. Unique. */
  readonly name: string
  /** Bytes, unpacked. */
  readonly size: number
}

export interface Source {
  /** Full path of the file or folder; of several parts, the path of the first. */
  readonly path: string
  /** Its last part, for a person, and how many parts there are where there are several. */
  readonly name: string
  /** A tar counts as a zip; what a gzip holds, as what it is. */
  readonly kind: 'file' | 'folder' | 'zip'
  /** Bytes on disk. */
  readonly size: number
  /** What the files are called that were joined; absent where it is one. */
  readonly partNames?: readonly string[]
  readonly members: readonly Member[]
  /** Entries that were passed over when it was opened (a symlink, an encrypted entry, a name twice), and why. */
  readonly remarks: readonly ImportProblem[]
  /** The bytes of a member in chunks; throws AppError `corrupt-file` when they cannot be unpacked or the checksum is wrong. */
  read(member: Member, signal?: AbortSignal): AsyncIterable<Buffer>
  /** The first bytes of a member, at most `bytes`. */
  head(member: Member, bytes: number): Promise<Buffer>
  close(): Promise<void>
}
