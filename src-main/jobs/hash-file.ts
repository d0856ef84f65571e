/** The SHA-256 by which a report names the very files that were imported. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { ImportedPart } from '@shared/job.ts'

/** Large enough that the turns between two pieces do not count, small enough that nobody waits for one. */
const pieceSize = 1 << 20

/** Resolves when the next piece may be read: there is something more urgent meanwhile. */
export type Turn = () => Promise<void>

/** As a report tells them. */
export interface HashedParts {
  readonly sha256: string | null
  readonly parts: readonly ImportedPart[]
}

/**
 * The hash of an export: of one file its own; of several parts that of `hash LF hash LF …`, in their order, beside those
 * of the parts. Begun before an import and awaited after it, it reads what the import has just brought into memory.
 */
export async function hashParts(
  paths: readonly string[],
  signal: AbortSignal,
  turn?: Turn,
): Promise<HashedParts> {
  const hashed: ImportedPart[] = []
  for (const file of paths) hashed.push({ file, sha256: await hashFile(file, signal, turn) })
  const [only] = hashed
  if (hashed.length <= 1) return { sha256: only?.sha256 ?? null, parts: [] }
  const whole = createHash('sha256')
  for (const { sha256 } of hashed) {
    if (sha256 === null) return { sha256: null, parts: hashed }
    whole.update(`${sha256}\n`)
  }
  return { sha256: whole.digest('hex'), parts: hashed }
}

/**
 * Reads a file to its end, letting others have their turn between two pieces.
 *
 * @returns the hash in hex; null when it was aborted, for a folder, and when the file cannot be read (which whoever
 *   imports it tells)
 */
export async function hashFile(
  path: string,
  signal: AbortSignal,
  turn: Turn = () => Promise.resolve(),
): Promise<string | null> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(pieceSize)
  try {
    const file = await open(path, 'r')
    try {
      for (;;) {
        await turn()
        if (signal.aborted) return null
        const { bytesRead } = await file.read(piece, 0, pieceSize)
        if (bytesRead === 0) return hash.digest('hex')
        hash.update(piece.subarray(0, bytesRead))
      }
    } finally {
      await file.close()
    }
  } catch {
    return null
  }
}
