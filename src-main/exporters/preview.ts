/** The beginning of an export, for the dialog: made by the exporter itself, so that it shows what will be written. */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
import type { Exporter } from './exporter.ts'

/** Characters of a preview. */
const longestPreview = 20_000

/** The beginning of what a text format would write, and the size of the whole in bytes. Not for formats that draw. */
export async function previewOf(
  exporter: Exporter,
  conversation: Conversation,
  chosen: ChosenOptions,
): Promise<{ readonly text: string; readonly bytes: number }> {
  let text = ''
  let bytes = 0
  const output = {
    async write(chunk: string | Uint8Array): Promise<void> {
      bytes += Buffer.byteLength(chunk)
      if (text.length < longestPreview)
        text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
    },
    async nextFile(): Promise<void> {
      throw new Error(`The format ${exporter.id} writes several files and has no preview.`)
    },
  }
  await exporter.write(conversation, output, chosen, {
    signal: new AbortController().signal,
    printer: null,
    fileOf: (hash) => hash,
    temporaryFolder: '',
    step: () => undefined,
  })
  return { text: text.slice(0, longestPreview), bytes }
}
