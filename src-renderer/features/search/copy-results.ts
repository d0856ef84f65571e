/** Copies what was found: asks for all of it, also for what has not been scrolled to, and puts it on the clipboard. */
import type { SearchGroup } from '@shared/contract/search.ts'
import { explainQuery, parseQuery } from '@shared/query.ts'
import { call } from '../../bridge.ts'
import { counted } from '../../ui/counts.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { asked } from './asked.ts'
import { hitsIn, joinedGroups, type ListForm, resultsText } from './results-text.ts'
import { useSearch } from './search-store.ts'

/** More than anybody reads in a text; what is to be kept is exported. */
const mostCopied = 1000
/** As many as the contract gives at once. */
const pageSize = 500

/** Copies the complete answer to what is typed now, as a list, and says how much that was. */
export async function copyResults(form: ListForm, sourceNameOf: (source: string) => string): Promise<void> {
  const { query: typed, order, context } = useSearch.getState()
  const query = asked(typed)
  try {
    const pages: SearchGroup[] = []
    const request = { query, order, context, limit: pageSize, complete: true }
    const first = await call('search.run', request)
    pages.push(...first.groups)
    for (let cursor = first.next; cursor !== null && hitsIn(pages) < mostCopied;) {
      const page = await call('search.run', { ...request, cursor, counted: false })
      pages.push(...page.groups)
      cursor = page.next
    }
    const groups = joinedGroups(pages)
    const { total, isCapped } = first
    const explanation = explainQuery(parseQuery(query))
    const text = resultsText({ explanation, groups, total, isCapped }, form, sourceNameOf)
    await call('desktop.copyText', { text })
    const here = hitsIn(groups)
    const title = `${counted(here, 'hit')} copied`
    showToast({
      tone: 'success',
      title: here < total || isCapped ? `The first ${title}; export what was found to have all` : title,
    })
  } catch (error) {
    showFailure('The results could not be copied', error)
  }
}
