/**
 * Checks a file against the rules of the AI Conversation History format (DTI, schemas.pub/schemas/24, JSON Schema
 * draft 2020-12), and against the one rule that only its text states: senders are listed, save the one AI.
 *
 * What a file says is read by conversation.ts, whether it keeps the rules or not.
 */
import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { objectsAt, textAt } from '../fields.ts'

/** One broken rule. */
export interface Fault {
  /** Where, with `/` between keys and places from 0: `messages/3/sentAt`. Empty for the record itself. */
  readonly path: string
  /** What is wrong, in words for a person. */
  readonly reason: string
}

const text = z.string('A text is missing here')
const time = z.iso.datetime({ offset: true, error: timeFault })
const list = 'A list is missing here'

function timeFault({ input }: { readonly input?: unknown }): string {
  return typeof input === 'string'
    ? 'This is no time with a zone, such as 2026-05-14T18:00:00Z'
    : 'A time is missing here'
}

const history = z.looseObject(
  {
    details: z.looseObject(
      {
        createdBy: text,
        createdAt: time,
        startTime: time,
        endTime: time,
        modality: text.optional(),
        nextPage: text.regex(/^http/, 'An address has to begin with http').optional(),
      },
      'An object is missing here',
    ),
    identifiers: z
      .array(
        z.looseObject(
          {
            name: text,
            identifier: text,
            type: z.literal('email', 'The only type is “email”').optional(),
          },
          'An object is missing here',
        ),
        list,
      )
      .min(1, 'At least one identifier has to be listed'),
    messages: z
      .array(
        z.looseObject(
          {
            text,
            sentAt: time,
            sender: text,
            channel: z.literal('Web', 'The only channel is “Web”').optional(),
          },
          'An object is missing here',
        ),
        list,
      )
      .min(1, 'At least one message has to be listed')
      .optional(),
  },
  'This is not an object',
)

/** Every rule that a record breaks, in the order of the schema. None for a record that keeps them all. */
export function faultsOf(raw: Json): readonly Fault[] {
  const checked = history.safeParse(raw)
  const faults = checked.success
    ? []
    : checked.error.issues.map(({ path, message }) => ({ path: path.join('/'), reason: message }))
  return isJsonObject(raw) ? [...faults, ...unlistedSenders(raw)] : faults
}

function unlistedSenders(raw: JsonObject): Fault[] {
  const listed = new Set(objectsAt(raw, 'identifiers').map((one) => textAt(one, 'identifier')))
  const messages = Array.isArray(raw['messages']) ? raw['messages'] : []
  return messages.flatMap((message, index): Fault[] => {
    const sender = isJsonObject(message) ? textAt(message, 'sender') : null
    if (sender === null || sender === 'AI' || listed.has(sender)) return []
    return [{ path: `messages/${index}/sender`, reason: `“${sender}” is not among the identifiers` }]
  })
}
