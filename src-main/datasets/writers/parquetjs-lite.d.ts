/** The part of parquetjs-lite that is used here; it brings no types of its own. */
declare module 'parquetjs-lite' {
  interface Field {
    readonly type?: 'UTF8' | 'LIST'
    readonly optional?: boolean
    readonly repeated?: boolean
    readonly compression?: 'SNAPPY'
    readonly statistics?: false
    readonly fields?: Readonly<Record<string, Field>>
  }

  interface OutputStream {
    write(bytes: Uint8Array, done: (error?: unknown) => void): void
    end(done: (error?: unknown) => void): void
  }

  interface ParquetWriter {
    appendRow(row: object): Promise<void>
    setRowGroupSize(rows: number): void
    close(): Promise<void>
  }

  const parquet: {
    readonly ParquetSchema: new (fields: Readonly<Record<string, Field>>) => object
    readonly ParquetWriter: {
      openStream(
        schema: object,
        output: OutputStream,
        options: { useDataPageV2: boolean; pageIndex: boolean; rowGroupSize: number },
      ): Promise<ParquetWriter>
    }
  }
  export default parquet
  export type { Field, OutputStream }
}
