/** Runs an exporter that writes text into a string, for tests. */
import type { Conversation } from '@shared/conversation.ts'
import { withDefaults, type ChosenOptions } from '@shared/option.ts'
import type { Exporter } from './exporter.ts'

/** The whole text that an exporter writes for a conversation; options that are not given are the initial ones. */
export async function writeText(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions = {},
): Promise<string> {
  const chunks: string[] = []
  const output = {
    async write(chunk: string | Uint8Array): Promise<void> {
      chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    },
    async nextFile(): Promise<void> {
      throw new Error('This format writes one file.')
    },
  }
  await exporter.write(conversation, output, withDefaults(exporter.options, chosen), {
    signal: new AbortController().signal,
    printer: null,
    fileOf: (hash) => hash,
    temporaryFolder: '',
    step: () => undefined,
  })
  return chunks.join('')
}
