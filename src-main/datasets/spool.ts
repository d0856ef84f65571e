/** Records on their way: kept in one file as they are made, so that they can be written in another order and in parts. */
import { open, rm } from 'node:fs/promises'
import { openSink } from './writers/file-sink.ts'

export interface Spool {
  /** Records in it. */
  readonly size: number
  /** Adds a record, given as `toLine` writes it. */
  add(line: string, conversationId: string): Promise<void>
  /** To be called once after the last `add`. */
  finish(): Promise<void>
  /** The record with that index, as `toLine` writes it. */
  read(index: number): Promise<string>
  /** The conversation that a record was made of. */
  conversationIdOf(index: number): string
  /** Removes the file. */
  close(): Promise<void>
}

/** Begins the spool `path`. In memory stay some 30 bytes a record. */
export async function openSpool(path: string): Promise<Spool> {
  const sink = await openSink(path)
  const ends: number[] = []
  const conversationIds: string[] = []
  let reader: Awaited<ReturnType<typeof open>> | null = null
  return {
    get size() {
      return ends.length
    },
    async add(line, conversationId) {
      await sink.write(line)
      ends.push(sink.bytes)
      conversationIds.push(conversationId)
    },
    async finish() {
      await sink.close()
      reader = await open(path, 'r')
    },
    async read(index) {
      const from = ends[index - 1] ?? 0
      const bytes = Buffer.alloc((ends[index] ?? from) - from)
      for (let done = 0; done < bytes.length;) {
        const { bytesRead } = (await reader?.read(bytes, done, bytes.length - done, from + done)) ?? {
          bytesRead: 0,
        }
        if (bytesRead === 0) throw new Error('The records that were kept on the way are gone.')
        done += bytesRead
      }
      return bytes.toString()
    },
    conversationIdOf: (index) => conversationIds[index] ?? '',
    async close() {
      await sink.abandon()
      await reader?.close()
      await rm(path, { force: true })
    },
  }
}
