/** `GET /api/convos`: the list, page by page. */
import { z } from 'zod'
import { endpoint } from '../endpoint.ts'
import { cursorOf, placeOf } from '../list-cursor.ts'
import { conversationOf, conversationSchema } from '../shapes.ts'

const usualLimit = 25
const highestLimit = 100
const sortFields = { updatedAt: 'updated', createdAt: 'created', title: 'title' } as const
const directions = { asc: 'ascending', desc: 'descending' } as const

const query = z.object({
  limit: z
    .string('limit is given once')
    .regex(/^-?\d{1,15}$/, 'limit is a whole number from 1 to 100')
    .default(String(usualLimit))
    .transform((text) => Math.min(Math.max(Number(text), 1), highestLimit))
    .meta({
      description: 'Conversations on a page, 1 to 100; other numbers are moved to the nearest of these',
    }),
  cursor: z
    .string('cursor is given once')
    .max(12_000, 'Invalid cursor')
    .optional()
    .describe('nextCursor of the page before'),
  isArchived: z
    .enum(['true', 'false'], 'isArchived is true or false')
    .default('false')
    .transform((text) => text === 'true'),
  tags: z
    .union([z.string(), z.array(z.string()).max(100)], 'tags is at most 100 names')
    .optional()
    .transform((tags) => [tags ?? []].flat().filter((tag) => tag !== ''))
    .describe('One or more; conversations with any of them'),
  search: z
    .string('search is given once')
    .max(1000, 'search is at most 1000 characters')
    .optional()
    .describe('Words of the title or of any message, in the grammar of the search field'),
  sortBy: z
    .enum(['updatedAt', 'createdAt', 'title'], 'sortBy is updatedAt, createdAt or title')
    .default('updatedAt'),
  sortDirection: z.enum(['asc', 'desc'], 'sortDirection is asc or desc').default('desc'),
})

export const listConversations = endpoint({
  method: 'GET',
  path: '/api/convos',
  summary: 'List conversations',
  description:
    'Goes through the whole list with nextCursor: no conversation twice and none left out, also while others come in.',
  changes: false,
  query,
  status: 200,
  answer: z.object({
    conversations: z.array(conversationSchema),
    nextCursor: z.string().nullable().describe('Null after the last page'),
    pageNumber: z.number().int(),
    pageSize: z.number().int(),
    pages: z.number().int(),
  }),
  handle: async ({ query: asked }, { ask }) => {
    const { page, total: counted, cursor } = placeOf(asked.cursor)
    const { rows, next, total } = await ask('library.page', {
      filter: {
        place: asked.isArchived ? 'archived' : 'current',
        anyTag: asked.tags,
        query: asked.search ?? '',
      },
      sort: { by: sortFields[asked.sortBy], direction: directions[asked.sortDirection] },
      limit: asked.limit,
      cursor,
      counted: counted === null,
      complete: true,
    })
    const all = counted ?? total ?? rows.length
    return {
      conversations: rows.map((row) => conversationOf(row)),
      nextCursor: next === null ? null : cursorOf({ page: page + 1, total: all, cursor: next }),
      pageNumber: page,
      pageSize: asked.limit,
      pages: Math.ceil(all / asked.limit),
    }
  },
})
