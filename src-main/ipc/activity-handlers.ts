/** Answers for the activity log and the insights. */
import type { activityCommands } from '@shared/contract/activity.ts'
import type { Handlers } from '@shared/contract/contract.ts'
import type { insightCommands } from '@shared/contract/insights.ts'
import { libraryFilter, librarySort } from '@shared/contract/library.ts'
import { activityPage } from '../archive/activity.ts'
import { readInsights } from '../archive/insights/read-insights.ts'
import { saveActivity } from '../jobs/save-activity.ts'
import type { HandlerParts } from './handler-parts.ts'

const wholeLibrary = JSON.stringify(libraryFilter.parse({}))
const usualSort = librarySort.parse({})

export function activityHandlers({
  archive,
  searcher,
  jobs,
}: HandlerParts): Handlers<keyof typeof activityCommands | keyof typeof insightCommands> {
  return {
    'activity.page': (page) => activityPage(archive, page),
    'activity.save': (file) => saveActivity(archive, file),
    'insights.read': async ({ filter }) => {
      const isWhole = JSON.stringify(filter) === wholeLibrary
      // What a query finds is the searcher's to know.
      const keys = isWhole ? null : (await searcher.ask('spine', { filter, sort: usualSort })).keys
      return readInsights(archive, keys)
    },
    'insights.count': () => jobs.start({ kind: 'insights' }),
  }
}
