/** What a change is called: in the menu that undoes it, and in the activity log. */
import type { ActivityArea } from '@shared/contract/activity.ts'
import type { ChangeRequest, ManyChanged } from '../archive/change-history.ts'

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

/**
 * A change of many, whose log says how many were changed.
 *
 * @param ids the conversations that are named, where that is how it is asked for
 */
export function changeOfMany(
  label: string,
  action: string,
  summary: string,
  ids: readonly string[] | null,
  area: ActivityArea = 'change',
): ChangeRequest<ManyChanged> {
  const conversationId = ids?.length === 1 ? ids[0] : undefined
  return {
    label,
    activity: ({ changed }) => ({ area, action, summary, conversations: changed, conversationId }),
  }
}
