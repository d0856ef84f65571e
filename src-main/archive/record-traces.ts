/**
 * Where the records stand that a conversation was read from: which kept imports hold them, and by which fingerprints they
 * are known there. Looking for them in the files is a job's work.
 */
import type { Archive } from './archive.ts'
import { readHead } from './read-conversation.ts'

/** An import whose files are kept. */
export interface RecordTrace {
  readonly importId: number
  /** What it was read from then. */
  readonly file: string
  readonly startedAt: number
  /** Id of the importer. */
  readonly format: string
  /** Of records of this conversation, as importers give them; none where its format has no records of its own. */
  readonly fingerprints: readonly string[]
}

export interface RecordTraces {
  /** Those that brought the message that is asked for go first, then the newest. */
  readonly kept: readonly RecordTrace[]
  /** False for what no import brought: forks and duplicates. */
  readonly isImported: boolean
}

interface ImportRow extends Omit<RecordTrace, 'fingerprints'> {
  readonly isKept: number
}

/** @param messageKey of the message that is asked for; null for the conversation. @throws AppError `not-found` */
export function recordTraces(archive: Archive, id: string, messageKey: number | null): RecordTraces {
  const { id: rowId } = readHead(archive, id)
  const broughtBy = archive
    .statement<[number | null, number], number | null>(
      'SELECT import_id FROM messages WHERE id = ? AND conversation_id = ?',
    )
    .pluck()
    .get(messageKey, rowId)
  const imports = archive
    .statement<[{ id: number; first: number }], ImportRow>(
      `SELECT imports.id AS importId, file, started_at AS startedAt, format,
         EXISTS (SELECT 1 FROM import_originals WHERE import_originals.import_id = imports.id) AS isKept
       FROM imports
       WHERE id IN (SELECT import_id FROM import_items WHERE conversation_id = :id
                    UNION SELECT import_id FROM fingerprints WHERE conversation_id = :id)
         AND format IS NOT NULL AND undone_at IS NULL
       ORDER BY id = :first DESC, id DESC`,
    )
    .all({ id: rowId, first: broughtBy ?? -1 })
  const prints = archive
    .statement<[number], { importId: number | null; fingerprint: string }>(
      'SELECT import_id AS importId, fingerprint FROM fingerprints WHERE conversation_id = ?',
    )
    .all(rowId)
  const kept = imports
    .filter(({ isKept }) => isKept === 1)
    .map(({ isKept: _isKept, ...row }) => ({
      ...row,
      fingerprints: prints
        .filter(({ importId }) => importId === null || importId === row.importId)
        .map(({ fingerprint }) => unsalted(fingerprint)),
    }))
  return { kept, isImported: imports.length > 0 }
}

/** Tells of fingerprints, as importers give them, whether the archive knows such a record of one format. */
export function knownRecords(archive: Archive, format: string): (fingerprint: string) => boolean {
  const salts = archive
    .statement<[string], string>(
      "SELECT DISTINCT format || '/' || importer_version || '/' FROM imports WHERE format = ? AND importer_version IS NOT NULL",
    )
    .pluck()
    .all(format)
  const find = archive.statement<[string], number>('SELECT 1 FROM fingerprints WHERE fingerprint = ?')
  return (fingerprint) => salts.some((salt) => find.get(salt + fingerprint) !== undefined)
}

/** Fingerprints are kept with the importer and its version before them. */
function unsalted(fingerprint: string): string {
  return fingerprint.slice(fingerprint.lastIndexOf('/') + 1)
}
