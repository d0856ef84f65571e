/** What a kind of file is: it writes records one after the other and reads them back. */
import type { FileFormatId } from '@shared/datasets/formats.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import type { Columns } from '../shape.ts'
import type { FileSink } from './file-sink.ts'

export interface RecordWriter {
  /** Adds a record, given as `toLine` writes it. */
  write(line: string): Promise<void>
  /** Writes what is still held back. The sink stays open. */
  finish(): Promise<void>
}

/** A record read from a file. */
export interface ReadRecord {
  /** The record that was written. */
  readonly record: JsonObject
  /** How the file carries it, which is what a trainer sees: a CSV has nothing but texts. */
  readonly carried: Json
}

export interface WriterOptions {
  /** For a CSV. */
  readonly byteOrderMark: boolean
}

export interface DatasetFile {
  readonly id: FileFormatId
  readonly extension: string
  openWriter(sink: FileSink, columns: Columns, options: WriterOptions): Promise<RecordWriter>
  /** Reads records in their order, at most `limit`; throws where the file is not whole. */
  read(path: string, columns: Columns, limit?: number): AsyncIterable<ReadRecord>
}
