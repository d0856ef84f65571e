/** One readable thing inside a source, before the source hides how its bytes are reached. */

export interface Entry {
  /** As Member.name. */
  readonly name: string
  /** Bytes, unpacked. */
  readonly size: number
  /** Where it stands as a plain file on disk; null when it is packed in a zip. */
  readonly file: string | null
  /** The bytes in fresh chunks, which the caller may keep. Errors as Source.read. */
  read(signal?: AbortSignal): AsyncIterable<Buffer>
}

// macOS writes these beside the real files; they look like JSON by name and hold window positions.
const systemFile = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._)/

/** True for what an operating system puts beside a person's files. Such entries are left out without a remark. */
export function isSystemFile(name: string): boolean {
  return systemFile.test(name)
}
