/** The ids that files give the messages, so that each can be told from the others. */
import type { Message } from '@shared/conversation.ts'

/** LibreChat's parent of a first message. */
export const noParent = '00000000-0000-0000-0000-000000000000'

/** The ids that the file gives the messages: the source's own where it tells them apart, else ours. */
export function writtenIds(messages: readonly Message[]): string[] {
  const uses = new Map<string, number>([[noParent, 2]])
  for (const { id, sourceId } of messages) {
    if (sourceId !== null) uses.set(sourceId, (uses.get(sourceId) ?? 0) + 1)
    if (sourceId !== id) uses.set(id, (uses.get(id) ?? 0) + 1)
  }
  return messages.map(({ id, sourceId }) => (sourceId !== null && uses.get(sourceId) === 1 ? sourceId : id))
}
