/** The activity log: written to as things happen, read page by page. The database refuses to change what stands in it. */
import type { ActivityArea, ActivityEntry, ActivityFilter } from '@shared/contract/activity.ts'
import type { Archive } from './archive.ts'
import { inBatch } from './batch.ts'

export interface NewActivity {
  readonly area: ActivityArea
  /** A word that does not change: `rename`. */
  readonly action: string
  /** One sentence for a person, without names of conversations. */
  readonly summary: string
  /** How many conversations it was about. */
  readonly conversations: number
  /** UUID of the one it was about, where it was one. */
  readonly conversationId?: string | undefined
}

/** Adds an entry; inside a batch it stands or falls with that. */
export function noteActivity(archive: Archive, entry: NewActivity, now = Date.now()): void {
  const { area, action, summary, conversations, conversationId } = entry
  inBatch(archive, () =>
    archive
      .statement(
        'INSERT INTO activity (at, area, action, conversations, conversation_uuid, summary) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(now, area, action, conversations, conversationId ?? null, summary),
  )
}

export interface ActivityPage {
  readonly filter: ActivityFilter
  readonly limit: number
  /** `next` of the page before, null for the first. */
  readonly before: number | null
}

/** A page of entries, the newest first; `next` is null after the last. */
export function activityPage(
  archive: Archive,
  { filter, limit, before }: ActivityPage,
): { entries: ActivityEntry[]; next: number | null } {
  const { areas, text, from, to } = filter
  const rows = archive
    .statement<unknown[], ActivityRow>(
      `SELECT activity.id, at, area, action, activity.conversations, conversation_uuid AS uuid, title, summary
       FROM activity LEFT JOIN conversations ON uuid = conversation_uuid
       WHERE activity.id < :before AND (:areas = '[]' OR area IN (SELECT value FROM json_each(:areas)))
         AND (:text = '' OR instr(lower(summary), lower(:text)) > 0)
         AND (:from IS NULL OR at >= :from) AND (:to IS NULL OR at <= :to)
       ORDER BY activity.id DESC LIMIT :limit`,
    )
    .all({
      before: before ?? Number.MAX_SAFE_INTEGER,
      areas: JSON.stringify(areas),
      text: text.trim(),
      from,
      to,
      limit: limit + 1,
    })
  const page = rows.slice(0, limit)
  return {
    entries: page.map(({ uuid, title, ...entry }) => ({
      ...entry,
      conversation: uuid === null || title === null ? null : { id: uuid, title },
    })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}

interface ActivityRow extends Omit<ActivityEntry, 'conversation'> {
  readonly uuid: string | null
  readonly title: string | null
}
