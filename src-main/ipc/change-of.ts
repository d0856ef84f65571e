/** What a change is called: in the menu that undoes it, and in the activity log. */
import type { ActivityArea } from '@shared/contract/activity.ts'
import type { ChangeRequest } from '../archive/change-history.ts'

/**
 * @param label a few words for a menu
 * @param action a word that does not change
 * @param summary one sentence for the log
 * @param conversations how many it is about, and `id` which, where it is one
 */
export function changeOf(
  label: string,
  action: string,
  summary: string,
  conversations: number,
  id?: string,
  area: ActivityArea = 'change',
): ChangeRequest<unknown> {
  return { label, activity: () => ({ area, action, summary, conversations, conversationId: id }) }
}
