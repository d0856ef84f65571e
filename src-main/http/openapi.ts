/** The OpenAPI document (version 3.1.0, whose schemas are JSON Schema 2020-12), made from what the server routes by. */
import { z } from 'zod'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import type { Endpoint } from './endpoint.ts'
import { errorSchema } from './shapes.ts'

/** What every endpoint may answer: not understood, without the token, not from here, a body that is too large or of another type. */
const commonFailures = [400, 401, 403, 413, 415]

const failureTexts: Readonly<Record<number, string>> = {
  400: 'Not understood',
  401: 'Without the token',
  403: 'From a web page or another host, or a change where callers may only read',
  404: 'Not found',
  413: 'Too large',
  415: 'Unsupported type',
  429: 'Too many requests',
}

/** The document for a server that answers at `url`. */
export function openApiOf(endpoints: readonly Endpoint[], url: string): JsonObject {
  const schemas: JsonObject = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => hoisted(schema, io, schemas)
  const error = schemaOf(errorSchema, 'output')
  const paths: Record<string, JsonObject> = {}
  for (const one of endpoints) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one, schemaOf, error) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stemma, local API',
      version: '1',
      description: 'The conversations of an archive, on this computer only.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    paths,
    components: { schemas, securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  }
}

type SchemaOf = (schema: z.ZodType, io: 'input' | 'output') => JsonObject

function operationOf(one: Endpoint, schemaOf: SchemaOf, error: JsonObject): JsonObject {
  const failures = [...new Set([...commonFailures, ...one.failures])].toSorted((a, b) => a - b)
  return {
    operationId: `${one.method.toLowerCase()}${one.path.replaceAll(/[/{}_]+(\w?)/g, (_, next: string) => next.toUpperCase())}`,
    summary: one.summary,
    ...(one.description !== null && { description: one.description }),
    parameters: [
      ...parametersOf(schemaOf(one.params, 'input'), 'path'),
      ...parametersOf(schemaOf(one.query, 'input'), 'query'),
    ],
    ...(one.body !== null && { requestBody: { required: true, content: contentOf(one.body, schemaOf) } }),
    responses: {
      [one.status]: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(one.answer, 'output') } },
      },
      ...Object.fromEntries(
        failures.map((status) => [
          status,
          {
            description: failureTexts[status] ?? 'Failed',
            content: { 'application/json': { schema: error } },
          },
        ]),
      ),
    },
  }
}

function contentOf(body: z.ZodType | 'file', schemaOf: SchemaOf): JsonObject {
  if (body !== 'file') return { 'application/json': { schema: schemaOf(body, 'input') } }
  const file = { type: 'string', contentMediaType: 'application/octet-stream' }
  return { 'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file } } } }
}

function parametersOf({ properties, required }: JsonObject, place: 'path' | 'query'): JsonObject[] {
  const names = Array.isArray(required) ? required : []
  return Object.entries(isJsonObject(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || names.includes(name),
    schema,
  }))
}

/** The JSON Schema of a zod schema; what has a name of its own goes to `schemas` and is referred to. */
function hoisted(schema: z.ZodType, io: 'input' | 'output', schemas: JsonObject): JsonObject {
  // Wrapped, so that a schema with a name is referred to even where it is the whole.
  const { properties, $defs } = z.toJSONSchema(z.object({ whole: schema }), { io }) as JsonObject
  for (const [name, definition] of Object.entries(isJsonObject($defs) ? $defs : {})) {
    schemas[name] ??= withComponents(definition)
  }
  const whole = isJsonObject(properties) ? properties['whole'] : undefined
  return isJsonObject(whole) ? (withComponents(whole) as JsonObject) : {}
}

function withComponents(value: Json): Json {
  if (Array.isArray(value)) return value.map(withComponents)
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : withComponents(inner),
    ]),
  )
}
