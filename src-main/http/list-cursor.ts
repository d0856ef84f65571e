/** The cursor of a list: where its next page begins, which page that is, and how many rows there are, in one text. */
import { z } from 'zod'
import { ApiError } from './api-error.ts'

const listCursor = z.tuple([z.number().int().min(1), z.number().int().min(0), z.string().max(10_000)])

export interface ListPlace {
  /** Counted from 1. */
  readonly page: number
  /** Rows of the whole list, counted for its first page; null where that is yet to be done. */
  readonly total: number | null
  /** As `library.page` takes it. */
  readonly cursor: string | null
}

export function cursorOf(place: {
  readonly page: number
  readonly total: number
  readonly cursor: string
}): string {
  return Buffer.from(JSON.stringify([place.page, place.total, place.cursor])).toString('base64url')
}

/** @throws ApiError 400 for what is no cursor */
export function placeOf(cursor: string | undefined): ListPlace {
  if (cursor === undefined) return { page: 1, total: null, cursor: null }
  const parsed = listCursor.safeParse(jsonOf(Buffer.from(cursor, 'base64url').toString()))
  if (!parsed.success) throw new ApiError(400, 'Invalid cursor: send the nextCursor of the page before.')
  const [page, total, inner] = parsed.data
  return { page, total, cursor: inner }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
