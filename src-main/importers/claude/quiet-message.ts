/** Messages of records that are no dialogue: projects, memories, published artifacts. */
import type { Message, Part, Role } from '@shared/conversation.ts'

/** A message of these parts without time, model or flags; its id is the source's as well. */
export function quietMessage(
  id: string,
  parentId: string | null,
  role: Role,
  parts: readonly Part[],
): Message {
  return {
    id,
    sourceId: id,
    parentId,
    role,
    sender: null,
    model: null,
    createdAt: null,
    isError: false,
    isUnfinished: false,
    isHidden: false,
    parts,
    attachments: [],
    extra: null,
  }
}
