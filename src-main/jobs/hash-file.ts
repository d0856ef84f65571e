/** The SHA-256 by which a report names the very file that was imported. */
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'

/** Large enough that the turns between two pieces do not count, small enough that nobody waits for one. */
const pieceSize = 1 << 20

/**
 * Reads a file to its end, letting others have their turn between two pieces: begun before an import and awaited after
 * it, it reads what the import has just brought into memory.
 *
 * @returns the hash in hex; null when it was aborted, or when the file cannot be read (which whoever imports it tells)
 */
export async function hashFile(path: string, signal: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256')
  const piece = Buffer.allocUnsafe(pieceSize)
  try {
    const file = await open(path, 'r')
    try {
      for (;;) {
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
