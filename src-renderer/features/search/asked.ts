/** What the archive is asked for of what has been typed so far. */
import { explainedFilters } from '../../query/filters-explained.ts'

const names = explainedFilters.map(({ name }) => name).join('|')
const openFilter = new RegExp(String.raw`(?<=^|[\s(])-?(?:${names}):"?$`, 'iu')
/** As the contract has it. */
const longest = 1000

/** The query without a filter at its end that has no value yet: nobody looks for `source:` itself while typing it. */
export function asked(typed: string): string {
  return typed.slice(0, longest).replace(openFilter, '')
}
