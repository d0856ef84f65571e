/**
 * The preview job: what an import of the same files would come to, with nothing changed.
 *
 * Each batch is saved as the import would save it, in a transaction that is taken back at once: so the answers are those
 * of the import, and nobody waits longer for the archive than beside one. Reading the source is read-source.ts's work.
 */
import { createHash } from 'node:crypto'
import type { ImportPreview, ImportProblem, JobResult, PreviewRow } from '@shared/job.ts'
import type { Archive } from '../archive/archive.ts'
import { inTrial } from '../archive/batch.ts'
import { beginImport, knownFingerprints } from '../archive/imports.ts'
import { recognitionKey, type Incoming } from '../archive/incoming.ts'
import { openArchive } from '../archive/open.ts'
import { readerSettings } from '../archive/reader-settings.ts'
import { saveIncoming, type Saved } from '../archive/save-conversation.ts'
import type { Importer } from '../importers/importer.ts'
import { EarlierConversations } from './earlier-conversations.ts'
import { exportsOnDisk, type Choice } from './exports-on-disk.ts'
import type { JobContext } from './job.ts'
import { previewLateFiles } from './late-files.ts'
import { mapOldestFirst, type ReadConversation } from './oldest-first.ts'
import { outcomeOf } from './outcome-of.ts'
import { readSource, type ReadBatch, type Reading, type Receiver } from './read-source.ts'
import { Tally } from './tally.ts'

/** Reads files and folders one after the other, as if those before had been imported. */
export async function previewFiles(
  context: JobContext,
  paths: readonly string[],
  choice: Omit<Choice, 'only'> = {},
): Promise<JobResult> {
  const archive = openArchive(context.archiveFolder, { cacheMegabytes: 32 })
  const earlier = new EarlierConversations()
  try {
    const exports = await exportsOnDisk(paths, choice, context.signal)
    const previews: ImportPreview[] = []
    const maxBytes = choice.maxBytes ?? readerSettings(archive).largestFile
    for (const [index, one] of exports.entries()) {
      if (context.signal.aborted) break
      const reading: Reading = { ...one, kind: 'preview', maxBytes, index, count: exports.length }
      const tally = new Tally(one.parts[0] ?? '')
      const rows: PreviewRow[] = []
      await readSource(context, reading, tally, (_source, importer) =>
        receiver(archive, earlier, importer, rows),
      )
      await previewLateFiles(context, archive, reading, tally)
      previews.push(tally.preview(one.parts, rows))
    }
    return { kind: 'preview', previews }
  } finally {
    earlier.close()
    archive.close()
  }
}

/** A conversation of a batch, as it came out of its trial. */
interface Tried {
  readonly read: ReadConversation
  readonly key: string
  readonly outcome: TrialOutcome
}

type TrialOutcome = (Saved & Seen) | ImportProblem

/** What the archive holds of a conversation while the trial lasts. */
interface Seen {
  readonly row: PreviewRow
  /** Whether the bytes of all its attachments are there. */
  readonly isComplete: boolean
}

function receiver(
  archive: Archive,
  earlier: EarlierConversations,
  importer: Importer,
  rows: PreviewRow[],
): Receiver {
  const known = knownFingerprints(archive)
  return {
    isKnown: (fingerprint) => known.has(fingerprint) || earlier.isKnown(fingerprint),
    takeFile: hashOf,
    take: (batch) => {
      const tried = inTrial(archive, () => tryBatch(archive, earlier, importer, batch))
      for (const { read, key, outcome } of tried) {
        if ('reason' in outcome) continue
        rows.push(outcome.row)
        earlier.note(key, read.fingerprint, outcome.isComplete)
        if (outcome.result !== 'unchanged') earlier.add(key, read.incoming)
      }
      return tried.map(({ outcome }) => outcome)
    },
  }
}

function tryBatch(
  archive: Archive,
  earlier: EarlierConversations,
  importer: Importer,
  batch: ReadBatch,
): Tried[] {
  const now = Date.now()
  const importId = beginImport(archive, {
    file: '',
    format: importer.id,
    formatName: importer.name,
    importerVersion: importer.version,
    startedAt: now,
  })
  const save = (incoming: Incoming): Saved => {
    noteFiles(archive, incoming)
    return saveIncoming(archive, incoming, { importId, fingerprint: null, now })
  }
  const present = new Set<string>()
  return mapOldestFirst(batch, (sorted) => sorted.map(tryOne))

  function tryOne(read: ReadConversation): Tried {
    const { place, incoming } = read
    const key = recognitionKey(incoming)
    const outcome: TrialOutcome = outcomeOf(place, () => {
      if (!present.has(key)) earlier.of(key).forEach(save)
      present.add(key)
      const saved = save(incoming)
      return { ...saved, ...lookAt(archive, place, saved) }
    })
    return { read, key, outcome }
  }
}

/** Attachments can only name files that are noted. */
function noteFiles(archive: Archive, { messages }: Incoming): void {
  for (const { attachments } of messages) {
    for (const { hash, mime } of attachments ?? []) {
      if (hash === null) continue
      archive
        .statement('INSERT INTO files (hash, size, mime) VALUES (?, 0, ?) ON CONFLICT (hash) DO NOTHING')
        .run(hash, mime)
    }
  }
}

type Head = Pick<PreviewRow, 'title' | 'createdAt' | 'updatedAt' | 'messages' | 'branches'>

function lookAt(archive: Archive, place: string, { id, result, addedMessages }: Saved): Seen {
  const found = archive
    .statement<[string], Head & { readonly lacking: number }>(
      `SELECT title, created_at AS createdAt, updated_at AS updatedAt, messages, branches,
         EXISTS (SELECT 1 FROM attachments WHERE conversation_id = conversations.id AND hash IS NULL) AS lacking
       FROM conversations WHERE uuid = ?`,
    )
    .get(id)
  if (found === undefined) throw new Error(`Conversation ${id} has gone inside its own trial.`)
  const { lacking, ...head } = found
  return { row: { place, ...head, result, addedMessages }, isComplete: lacking === 0 }
}

/** Reads bytes as an import does, which notices damaged ones, and keeps nothing of them. */
async function hashOf(chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of chunks) hash.update(chunk)
  return hash.digest('hex')
}
