/** What is sensitive in the records that a conversation gives: to be looked through before they are written. */
import type { Conversation } from '@shared/conversation.ts'
import type { SensitiveConversation } from '@shared/job.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { sensitiveInTexts } from '@shared/redact-conversation.ts'
import { ChangeTally } from './change-tally.ts'
import { createCleaner } from './clean-turns.ts'
import { recordFormatOf } from './formats/registry.ts'
import type { Recipe } from './gather.ts'
import { draftsFor } from './preference-pairs.ts'

/** The findings in all records of a conversation, redaction left aside. */
export function sensitiveInRecords(
  conversation: Conversation,
  { dataFormat, options }: Recipe,
): SensitiveConversation {
  const tally = new ChangeTally()
  const tools = { tally, clean: createCleaner(false, tally) }
  const format = recordFormatOf(dataFormat)
  const records = draftsFor(dataFormat)(conversation, options.branches, tools).flatMap(
    (draft) => format.record(draft, options, tally) ?? [],
  )
  return sensitiveInTexts(conversation, records.flatMap(textsIn))
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textsIn)
  // Names of fields are texts as well: arguments of calls may have any.
  return isJsonObject(value) ? Object.entries(value).flat().flatMap(textsIn) : []
}
