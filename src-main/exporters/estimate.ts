/** About how large an export becomes: measured on a few of its conversations, without writing anything. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { drawnBytes } from './drawn-estimate.ts'
import type { Exporter, ExportTools } from './exporter.ts'
import { measured } from './preview.ts'

/** Conversations that are measured; drawing takes its time. */
const sampleSize = 12
const drawnSampleSize = 3

/**
 * Bytes of all files together; null for a format that is drawn where there is nothing to draw with. `read` gives a
 * conversation by its id, null when it cannot.
 */
export async function estimatedBytes(
  exporter: Exporter,
  ids: readonly string[],
  chosen: ChosenOptions,
  read: (id: string) => Conversation | null,
  tools: ExportTools,
): Promise<number | null> {
  if (exporter.needsPrinter && tools.printer === null) return null
  const [most, bytesOf] = exporter.needsPrinter ? [drawnSampleSize, drawnBytes] : [sampleSize, measured]
  const step = Math.max(1, Math.floor(ids.length / most))
  let bytes = 0
  let sampled = 0
  for (let index = 0; index < ids.length && sampled < most; index += step) {
    const conversation = read(ids[index] ?? '')
    if (conversation === null) continue
    bytes += await bytesOf(exporter, conversation, chosen, tools)
    sampled += 1
  }
  return sampled === 0 ? 0 : Math.round((bytes / sampled) * ids.length)
}
