/** The bytes of one member of a backup, held against the list. */
import { createHash } from 'node:crypto'
import { AppError } from '@shared/contract/app-error.ts'
import type { DamagedMember } from '@shared/backup.ts'
import type { OpenBackup } from './open-backup.ts'

type ListedMember = OpenBackup['members'][number]

/** A member that is not what the list says; in words for a person. */
export class DamagedBytes extends Error {
  override readonly name = 'DamagedBytes'
}

/**
 * The bytes of a member in chunks.
 *
 * @throws DamagedBytes at their end when they are not those of the list, or before; AppError `cancelled`, `unreadable-file`
 */
export async function* checkedBytes(
  { member, entry }: ListedMember,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  if (entry === null) throw new DamagedBytes('It is not in the file.')
  if (entry.size !== member.size) throw new DamagedBytes('It is longer or shorter than it was.')
  const hash = createHash('sha256')
  try {
    for await (const chunk of entry.read(signal)) {
      hash.update(chunk)
      yield chunk
    }
  } catch (error) {
    if (error instanceof AppError && error.kind === 'corrupt-file') {
      throw new DamagedBytes('Its bytes are damaged.', { cause: error })
    }
    throw error
  }
  if (hash.digest('hex') !== member.sha256)
    throw new DamagedBytes('Its bytes are not those that were backed up.')
}

/** What is told of a member that could not be read; whatever is no damage is thrown. */
export function damageOf({ member }: ListedMember, error: unknown): DamagedMember {
  if (error instanceof DamagedBytes) return { name: member.name, reason: error.message }
  throw error
}
