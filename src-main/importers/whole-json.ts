/** Small JSON members beside the conversations, read as one value. */
import type { Json } from '@shared/json.ts'
import { records } from './json/records.ts'
import { lookAt } from './members.ts'
import type { Member, Source } from './source.ts'

/** The value of a member. Throws AppError when it cannot be read or is no JSON, as records.ts says. */
export async function wholeJson(source: Source, member: Member, signal?: AbortSignal): Promise<Json> {
  const { sample } = await lookAt(source, member)
  const values: Json[] = []
  for await (const record of records(source, member, { ...(signal && { signal }) })) {
    values.push(record.parse() as Json)
  }
  return sample.shape === 'array' ? values : (values[0] ?? null)
}
