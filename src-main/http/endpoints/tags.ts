/** Tags: LibreChat's own routes, and the two that its documented API has beside them. */
import { z } from 'zod'
import { tagName, type Tag } from '@shared/contract/tags.ts'
import { ApiError, noParameters } from '../api-error.ts'
import type { Ask } from '../ask.ts'
import { endpoint, required } from '../endpoint.ts'
import { tagOf, tagSchema } from '../shapes.ts'
import { findConversation } from './find-conversation.ts'

const pageSize = 25

const conversationParams = z.object({ conversationId: required('conversationId') })
const tagParams = z.object({ tag: z.string() })
const name = z.string('tag is required').pipe(tagName)
const description = z.string('description must be a string').trim().max(1024).nullish()
const orders = { asc: 'ascending', desc: 'descending' } as const

export const listTags = endpoint({
  method: 'GET',
  path: '/api/tags',
  summary: 'List all tags in the order of their positions',
  changes: false,
  status: 200,
  answer: z.array(tagSchema),
  handle: async (_given, { ask }) => (await ask('tags.list', { by: 'position' })).map(tagOf),
})

export const listTagPage = endpoint({
  method: 'GET',
  path: '/api/tags/list',
  summary: 'List tags, page by page',
  changes: false,
  query: z.object({
    pageNumber: z
      .string('pageNumber is required')
      .regex(/^[1-9]\d{0,8}$/, 'pageNumber is a whole number from 1')
      .transform(Number),
    sort: z.enum(['name', 'count', 'position'], 'sort is name, count or position').default('name'),
    order: z.enum(['asc', 'desc'], 'order is asc or desc').default('asc'),
  }),
  status: 200,
  answer: z.object({
    tags: z.array(tagSchema),
    pageNumber: z.number().int(),
    pageSize: z.number().int(),
    pages: z.number().int(),
  }),
  handle: async ({ query: { pageNumber, sort, order } }, { ask }) => {
    const tags = await ask('tags.list', { by: sort, direction: orders[order] })
    const start = (pageNumber - 1) * pageSize
    return {
      tags: tags.slice(start, start + pageSize).map(tagOf),
      pageNumber,
      pageSize,
      pages: Math.ceil(tags.length / pageSize),
    }
  },
})

export const createTag = endpoint({
  method: 'POST',
  path: '/api/tags',
  summary: 'Make a tag, and give it to a conversation on request',
  description: 'A tag that has the name already is answered as it is.',
  changes: true,
  body: z.object(
    {
      tag: name,
      description,
      addToConversation: z.boolean('addToConversation must be a boolean').default(false),
      conversationId: z.string('conversationId must be a string').nullish(),
    },
    'tag is required',
  ),
  status: 200,
  answer: tagSchema,
  failures: [404],
  handle: async ({ body }, { ask }) => {
    const { conversationId } = body
    if (body.addToConversation && (conversationId ?? '') === '') {
      throw new ApiError(400, 'conversationId is required')
    }
    const row =
      body.addToConversation && typeof conversationId === 'string'
        ? (await findConversation(ask, conversationId)).row
        : null
    const tag = await ask('tags.create', { name: body.tag, description: body.description ?? null })
    if (row !== null) await ask('tags.add', { ids: [row.id], names: [tag.name] })
    return tagOf(await findTag(ask, tag.name))
  },
})

export const changeTag = endpoint({
  method: 'PUT',
  path: '/api/tags/{tag}',
  summary: 'Change the name, the description or the position of a tag',
  changes: true,
  params: tagParams,
  body: z.object(
    {
      tag: name.optional(),
      description: description.optional(),
      position: z.number('position must be a number').int().min(0).max(1_000_000).optional(),
    },
    noParameters,
  ),
  status: 200,
  answer: tagSchema,
  failures: [404],
  handle: async ({ params, body }, { ask }) => {
    const { id } = await findTag(ask, params.tag)
    const { tag, description: words, position } = body
    return tagOf(
      await ask('tags.change', {
        id,
        ...(tag !== undefined && { name: tag }),
        ...(words !== undefined && { description: words }),
        ...(position !== undefined && { position }),
      }),
    )
  },
})

export const deleteTag = endpoint({
  method: 'DELETE',
  path: '/api/tags/{tag}',
  summary: 'Delete a tag; its conversations lose it',
  changes: true,
  params: tagParams,
  status: 200,
  answer: tagSchema,
  failures: [404],
  handle: async ({ params }, { ask }) => {
    const tag = await findTag(ask, params.tag)
    await ask('tags.remove', { id: tag.id })
    return tagOf(tag)
  },
})

export const addTagToConversation = endpoint({
  method: 'POST',
  path: '/api/tags/convo/{conversationId}',
  summary: 'Give a conversation a tag',
  description: 'Answers all tags of the conversation.',
  changes: true,
  params: conversationParams,
  body: z.object({ tag: name }, 'tag is required'),
  status: 200,
  answer: z.array(z.string()),
  failures: [404],
  handle: async ({ params, body }, { ask }) => {
    const { row } = await findConversation(ask, params.conversationId)
    await ask('tags.add', { ids: [row.id], names: [body.tag] })
    return (await findConversation(ask, row.id)).row.tags
  },
})

export const replaceTags = endpoint({
  method: 'PUT',
  path: '/api/tags/convo/{conversationId}',
  summary: 'Give a conversation exactly these tags',
  changes: true,
  params: conversationParams,
  body: z.object({ tags: z.array(name, 'tags is required').max(1000) }, 'tags is required'),
  status: 200,
  answer: z.array(z.string()),
  failures: [404],
  handle: async ({ params, body }, { ask }) => {
    const { row } = await findConversation(ask, params.conversationId)
    return await ask('tags.replace', { id: row.id, names: body.tags })
  },
})

async function findTag(ask: Ask, wanted: string): Promise<Tag> {
  const tag = (await ask('tags.list', {})).find((one) => one.name === wanted)
  if (tag !== undefined) return tag
  throw new ApiError(404, 'Tag not found')
}
