/** The name over a message in formats that have a field or a line for it. */
import type { Message } from '@shared/conversation.ts'

const roleNames = { user: 'User', assistant: 'Assistant', system: 'System', tool: 'Tool' } as const

/** What the source called the speaker, else the name of the role. */
export function senderOf({ sender, role }: Pick<Message, 'sender' | 'role'>): string {
  return sender ?? roleNames[role]
}

/** A time in ISO 8601 and UTC; null for none and for one that no calendar has. */
export function isoTime(time: number | null): string | null {
  return time === null || Number.isNaN(new Date(time).getTime()) ? null : new Date(time).toISOString()
}
