/** About how large an export becomes: measured on a few of its conversations, without writing anything. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import type { Exporter, ExportTools } from './exporter.ts'
import { textPreview } from './preview.ts'

/** Conversations that are measured. */
const sampleSize = 12

/** Bytes of all files together; null for a format that is drawn. `read` gives a conversation by its id, null when it cannot. */
export async function estimatedBytes(
  exporter: Exporter,
  ids: readonly string[],
  chosen: ChosenOptions,
  read: (id: string) => Conversation | null,
  tools: ExportTools,
): Promise<number | null> {
  if (exporter.needsPrinter) return null
  const step = Math.max(1, Math.floor(ids.length / sampleSize))
  let bytes = 0
  let measured = 0
  for (let index = 0; index < ids.length && measured < sampleSize; index += step) {
    const conversation = read(ids[index] ?? '')
    if (conversation === null) continue
    bytes += (await textPreview(exporter, conversation, chosen, tools)).bytes
    measured += 1
  }
  return measured === 0 ? 0 : Math.round((bytes / measured) * ids.length)
}
