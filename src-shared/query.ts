/**
 * The one grammar of searching: of the search view, the library's filter, exports, datasets, the command line and the
 * local API. How a query is answered is the archive's work.
 */
export { explainQuery } from './query/explain.ts'
export { literalQuery } from './query/literal.ts'
export { narrowed } from './query/narrow.ts'
export { parseQuery } from './query/parse.ts'
export { problemsOf } from './query/problems.ts'
export { inTitlesAndTags } from './query/titles-and-tags.ts'
export type { ContentName, Query, QueryFilter, QueryNode, QueryTerm } from './query/tree.ts'
