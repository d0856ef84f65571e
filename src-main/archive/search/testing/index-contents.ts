/** All that stands in an index, read past every search: for comparing two, and for asking what is in one. */
import type { IndexFile } from '../index-file.ts'
import type { SearchIndex } from '../open-index.ts'

export interface IndexContents {
  /** `token message offset` of every place of every shard. */
  readonly places: readonly string[]
  readonly titles: readonly { readonly id: number; readonly title: string }[]
  /** `token conversation offset` of every word of every title. */
  readonly titlePlaces: readonly string[]
  readonly terms: readonly { readonly term: string; readonly df: number }[]
}

export function contentsOf(index: SearchIndex): IndexContents {
  return index.reading(() => {
    return {
      places: index.shards.flatMap(({ file }) => placesIn(file, 'messages_fts')).toSorted(),
      titlePlaces: placesIn(index.head, 'title_words').toSorted(),
      titles: index
        .statement<[], { id: number; title: string }>('SELECT rowid AS id, title FROM titles_fts ORDER BY 1')
        .all(),
      terms: index
        .statement<[], { term: string; df: number }>('SELECT term, df FROM terms ORDER BY df DESC, term')
        .all(),
    }
  })
}

function placesIn(file: Pick<IndexFile<string>, 'execute' | 'statement'>, table: string): string[] {
  file.execute(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.places USING fts5vocab('main', '${table}', 'instance')`,
  )
  return file
    .statement<[], string>("SELECT term || ' ' || doc || ' ' || offset FROM temp.places")
    .pluck()
    .all()
}

/** In how many messages a token stands. */
export function messagesWith(index: SearchIndex, token: string): number {
  return index.reading(() =>
    index.shards
      .map((shard) =>
        shard
          .statement<[string], number>('SELECT count(*) FROM messages_fts WHERE messages_fts MATCH ?')
          .pluck()
          .get(`"${token}"`),
      )
      .reduce<number>((one, other) => one + (other ?? 0), 0),
  )
}

/** How many titles hold a text of three characters or more. */
export function titlesWith(index: SearchIndex, text: string): number {
  return (
    index
      .statement<[string], number>('SELECT count(*) FROM titles_fts WHERE title GLOB ?')
      .pluck()
      .get(`*${text}*`) ?? 0
  )
}
