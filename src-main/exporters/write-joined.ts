/**
 * Several conversations in one file of a format whose conversations stand one after the other.
 *
 * Each is written into memory first, so that one that fails leaves no half of it in the file.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Exporter, Output, WriteJoined } from './exporter.ts'

interface Frame {
  readonly before: string
  readonly between: string
  readonly after: string
}

/** Writes conversations one after the other with something before, between and after them. */
export function joinedBy({ before, between, after }: Frame, write: Exporter['write']): WriteJoined {
  return async (conversations, output, chosen, tools) => {
    await output.write(before)
    let isFirst = true
    for await (const conversation of conversations) {
      const chunks: (string | Uint8Array)[] = []
      try {
        await write(conversation, gathering(chunks, output), chosen, tools)
      } catch (error) {
        if (endsEverything(error)) throw error
        tools.failed(conversation, error)
        continue
      }
      if (!isFirst) await output.write(between)
      for (const chunk of chunks) await output.write(chunk)
      tools.written(conversation)
      isFirst = false
    }
    await output.write(after)
  }
}

/** Whether a failure concerns more than the conversation at hand: the disk is full, the reader has had enough. */
export function endsEverything(error: unknown): boolean {
  return ['cancelled', 'disk-full', 'not-available'].includes(toErrorValue(error).kind)
}

function gathering(chunks: (string | Uint8Array)[], output: Output): Output {
  return {
    write: (chunk) => {
      chunks.push(chunk)
      return Promise.resolve()
    },
    nextFile: () => Promise.reject(new Error('A joined file is one file.')),
    addAsset: (source, name) => output.addAsset(source, name),
  }
}
