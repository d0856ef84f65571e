/**
 * Makes the importer of a format whose files are recognised by their keys and hold records that are converted one by one.
 *
 * What a record means is the format's own work.
 */
import type { Json } from '@shared/json.ts'
import type { Importer } from './importer.ts'
import { readMembers } from './read-members.ts'
import { matchOf, recognisedMembers, type FormatId } from './recognised-members.ts'
import type { Converted } from './record.ts'
import type { Source } from './source.ts'

export interface RecordFormat {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly howToExport: string
  /** What recognise.ts calls the files of this format. */
  readonly recognisedAs: readonly FormatId[]
  /** Makes the conversion of the records of one source. */
  readonly convertIn: (source: Source) => (record: Json) => Converted
}

/** An importer that reads every member of a source which is recognised as the format. */
export function recordImporter(format: RecordFormat): Importer {
  const { id, name, version, howToExport, recognisedAs, convertIn } = format
  return {
    id,
    name,
    version,
    howToExport,
    detect: (source) => matchOf(source, recognisedAs),
    async *read(source, context) {
      const { members, remarks } = await recognisedMembers(source, recognisedAs)
      yield* remarks
      yield* readMembers(source, context, { members, convert: convertIn(source) })
    },
  }
}
