/**
 * Changes of many conversations, as data: a hundred thousand of them are changed in steps, in a thread of their own, and
 * what crosses to it has to be data. Making one in steps is jobs/change-conversations.ts's work, undoing it change-history.ts's.
 */
import type { ConversationStatus } from '@shared/conversation.ts'
import type { Archive } from './archive.ts'
import { addToCollection, removeCollection, takeFromCollection } from './collections.ts'
import {
  allOf,
  conversationsWith,
  headsOf,
  itemsOf,
  itemsWith,
  tagsGivenTo,
  type Rows,
} from './row-changes.ts'
import { countOfPlace, idsOfPlace, moveToTrash, restoreFromTrash, setStatus } from './statuses.ts'
import { addTags, changeTag, giveToOther, removeTag, takeTag, takeTags, type TagChange } from './tags.ts'

/** Conversations by UUID. */
type Ids = readonly string[]

export type ChangeWork =
  | { readonly kind: 'status'; readonly ids: Ids; readonly status: Exclude<ConversationStatus, 'deleted'> }
  /** `library`: all that are not in the trash. */
  | { readonly kind: 'trash'; readonly ids: Ids | 'library' }
  | { readonly kind: 'restore'; readonly ids: Ids }
  | { readonly kind: 'add-tags' | 'take-tags'; readonly ids: Ids; readonly names: readonly string[] }
  /** Takes a tag from its conversations and deletes it. */
  | { readonly kind: 'remove-tag'; readonly id: number }
  /** Gives its conversations the tag `into`, which takes it over. */
  | { readonly kind: 'merge-tags'; readonly change: TagChange; readonly into: number }
  | { readonly kind: 'add-items' | 'take-items'; readonly collectionId: number; readonly ids: Ids }
  /** Empties a collection and removes it. */
  | { readonly kind: 'remove-collection'; readonly id: number }

/** What was done to some conversations. */
export interface WorkDone {
  readonly changed: number
  /** Messages of what was changed, where that is told. */
  readonly messages: number
}

/** A piece of work on rows that are watched meanwhile, so that it can be undone. */
export interface WorkStep {
  readonly rows: readonly Rows[]
  run(): WorkDone
}

export interface WorkPlan {
  readonly ids: Ids
  /** The work on some of them. */
  stepOf(ids: Ids): WorkStep
  /** What is left to do once all are done; null for nothing. To be asked for then. */
  readonly last: (() => WorkStep) | null
}

/** How many conversations a change is about, without reading which. */
export function sizeOfWork(archive: Archive, work: ChangeWork): number {
  switch (work.kind) {
    case 'trash':
      return work.ids === 'library' ? countOfPlace(archive, 'library') : work.ids.length
    case 'remove-tag':
      return countLinks(archive, 'conversation_tags', work.id)
    case 'merge-tags':
      return countLinks(archive, 'conversation_tags', work.change.id)
    case 'remove-collection':
      return countLinks(archive, 'collection_items', work.id)
    case 'status':
    case 'restore':
    case 'add-tags':
    case 'take-tags':
    case 'add-items':
    case 'take-items':
      return work.ids.length
  }
}

/** How a change is made; `now` (ms) is the time that is noted on all of it. */
export function planOf(archive: Archive, work: ChangeWork, now: number): WorkPlan {
  switch (work.kind) {
    case 'status':
      return each(work.ids, heads, (ids) => only(setStatus(archive, ids, work.status)))
    case 'trash': {
      const ids = work.ids === 'library' ? idsOfPlace(archive, 'library') : work.ids
      return each(ids, heads, (some) => {
        const { moved, messages } = moveToTrash(archive, some, now)
        return { changed: moved, messages }
      })
    }
    case 'restore':
      return each(work.ids, heads, (ids) => only(restoreFromTrash(archive, ids)))
    case 'add-tags':
      return each(
        work.ids,
        (ids) => [allOf('tags'), tagsGivenTo(ids)],
        (ids) => only(addTags(archive, ids, work.names, now)),
      )
    case 'take-tags':
      return each(
        work.ids,
        (ids) => [tagsGivenTo(ids)],
        (ids) => only(takeTags(archive, ids, work.names)),
      )
    case 'remove-tag':
      return {
        ids: idsLinked(archive, 'conversation_tags', work.id),
        stepOf: (ids) => ({
          rows: [tagsGivenTo(ids)],
          run: () => only(takeTag(archive, ids, work.id)),
        }),
        last: () => ({
          rows: [allOf('tags'), conversationsWith(work.id)],
          run: () => nothingElse(removeTag(archive, work.id)),
        }),
      }
    case 'merge-tags': {
      const { change, into } = work
      const merge = (ids: Ids): WorkStep => ({
        rows: [tagsGivenTo(ids)],
        run: () => only(giveToOther(archive, ids, change.id, into)),
      })
      return {
        ids: idsLinked(archive, 'conversation_tags', change.id),
        stepOf: merge,
        last: () => ({
          rows: [allOf('tags'), ...merge(idsLinked(archive, 'conversation_tags', change.id)).rows],
          run: () => nothingElse(changeTag(archive, change, now)),
        }),
      }
    }
    case 'add-items':
      return each(
        work.ids,
        (ids) => [itemsWith(work.collectionId, ids)],
        (ids) => only(addToCollection(archive, work.collectionId, ids)),
      )
    case 'take-items':
      return each(
        work.ids,
        (ids) => [itemsWith(work.collectionId, ids)],
        (ids) => only(takeFromCollection(archive, work.collectionId, ids)),
      )
    case 'remove-collection':
      return {
        ids: idsLinked(archive, 'collection_items', work.id),
        stepOf: (ids) => ({
          rows: [itemsWith(work.id, ids)],
          run: () => only(takeFromCollection(archive, work.id, ids)),
        }),
        last: () => ({
          rows: [allOf('collections'), itemsOf(work.id)],
          run: () => nothingElse(removeCollection(archive, work.id)),
        }),
      }
  }
}

function each(ids: Ids, rows: (ids: Ids) => Rows[], run: (ids: Ids) => WorkDone): WorkPlan {
  return { ids, stepOf: (some) => ({ rows: rows(some), run: () => run(some) }), last: null }
}

function heads(ids: Ids): Rows[] {
  return [headsOf(ids)]
}

function only(changed: number): WorkDone {
  return { changed, messages: 0 }
}

/** @param _done what was done to something else than a conversation */
function nothingElse(_done: unknown): WorkDone {
  return only(0)
}

const links = { conversation_tags: 'tag_id', collection_items: 'collection_id' } as const

function countLinks(archive: Archive, table: keyof typeof links, id: number): number {
  return (
    archive
      .statement<[number], number>(`SELECT count(*) FROM ${table} WHERE ${links[table]} = ?`)
      .pluck()
      .get(id) ?? 0
  )
}

function idsLinked(archive: Archive, table: keyof typeof links, id: number): string[] {
  return archive
    .statement<[number], string>(
      `SELECT uuid FROM ${table} JOIN conversations ON conversations.id = conversation_id
       WHERE ${links[table]} = ? ORDER BY ${table}.id`,
    )
    .pluck()
    .all(id)
}
