/**
 * Makes the importer of a format whose files are recognised by their keys and have to be unpacked as a whole.
 *
 * What stands in them is the format's own work.
 */
import type { Importer } from './importer.ts'
import { readUnpackedMembers, type Unpacking } from './read-unpacked-members.ts'
import { matchOf, recognisedMembers, type FormatId } from './recognised-members.ts'
import type { Source } from './source.ts'

export interface UnpackedFormat {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly howToExport: string
  /** What recognise.ts calls the files of this format. */
  readonly recognisedAs: readonly FormatId[]
  /** Makes the unpacking of the members of one source. */
  unpackingIn(source: Source): Unpacking
}

/** An importer that unpacks every member of a source which is recognised as the format. */
export function unpackingImporter(format: UnpackedFormat): Importer {
  const { id, name, version, howToExport, recognisedAs } = format
  return {
    id,
    name,
    version,
    howToExport,
    detect: (source) => matchOf(source, recognisedAs),
    async *read(source, context) {
      const { members, remarks } = await recognisedMembers(source, recognisedAs)
      yield* remarks
      yield* readUnpackedMembers(source, context, members, format.unpackingIn(source))
    },
  }
}
