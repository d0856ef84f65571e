/** The first record that some conversations give: what the form of a new dataset shows while it is filled in. */
import type { JsonObject } from '@shared/json.ts'
import { Gatherer, type Recipe } from './gather.ts'
import type { ConversationSource } from './make-dataset.ts'

/** The first record and the conversation it was made of; null where none gives one. Reads no more than that takes. */
export async function firstRecord(
  source: ConversationSource,
  recipe: Recipe,
): Promise<{ readonly conversationId: string; readonly record: JsonObject } | null> {
  const records: JsonObject[] = []
  const gatherer = new Gatherer(recipe, ({ record }) => {
    records.push(record)
    return Promise.resolve()
  })
  for (const conversationId of source.ids) {
    await gatherer.add(source.read(conversationId))
    const [record] = records
    if (record !== undefined) return { conversationId, record }
  }
  return null
}
