/** The tags of the archive, as the left pane, the rows and the pickers know them. */
import { type Tag, type TagColor, tagColors } from '@shared/contract/tags.ts'
import { create } from 'zustand'
import { call } from '../bridge.ts'
import { showFailure } from '../ui/toasts.ts'

export type TagOrder = 'name' | 'count'

interface Tags {
  readonly tags: readonly Tag[]
  readonly order: TagOrder
}

export const useTags = create<Tags>()(() => ({ tags: [], order: 'name' }))

/** During an import tags change many times a second; the list follows at this pace, in ms. */
const pause = 400

let timer: number | null = null

/** Follows a change of the archive. */
export function refreshTagsSoon(): void {
  timer ??= window.setTimeout(() => {
    timer = null
    void refreshTags()
  }, pause)
}

export async function refreshTags(): Promise<void> {
  const { order } = useTags.getState()
  try {
    const direction = order === 'count' ? 'descending' : 'ascending'
    const tags = await call('tags.list', { by: order, direction })
    if (useTags.getState().order === order) useTags.setState({ tags })
  } catch (error) {
    showFailure('The tags could not be read', error)
  }
}

export function orderTags(order: TagOrder): void {
  useTags.setState({ order })
  void refreshTags()
}

/** Null for a tag without a colour, and for one that is not known yet. */
export function colorOf(tags: readonly Tag[], name: string): TagColor | null {
  return tags.find((tag) => tag.name === name)?.color ?? null
}

/** The colours with their names for a person. */
export const colorNames: readonly { readonly color: TagColor; readonly label: string }[] = tagColors.map(
  (color) => ({ color, label: color.charAt(0).toUpperCase() + color.slice(1) }),
)
