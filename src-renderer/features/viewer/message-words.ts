/** Messages in a few words: what a folded one is called, when it was written, how it begins. Who spoke is render/turn's. */
import type { ShownMessage } from '@shared/contract/conversation.ts'
import type { Role } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import { dateText } from '../../ui/dates.ts'

const ownerNames: Record<Role, string> = {
  user: 'Your',
  assistant: 'Assistant',
  system: 'System',
  tool: 'Tool',
}
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

/** What a hidden message is called while it is folded: "System message · hidden by ChatGPT". */
export function foldedName(role: Role, sourceName: string): string {
  return `${ownerNames[role]} message · hidden by ${sourceName}`
}

/** The time of a message; with its day where that is not the day of the message before. Empty without a time. */
export function turnTime(createdAt: number | null, previous: number | null | undefined): string {
  if (createdAt === null) return ''
  const time = clock.format(createdAt)
  const isSameDay = typeof previous === 'number' && dateText(previous) === dateText(createdAt)
  return isSameDay ? time : `${dateText(createdAt)}, ${time}`
}

/** A time to the second, with its weekday. */
export function fullTime(time: number): string {
  return full.format(time)
}

const previews = new WeakMap<ShownMessage, string>()

/** The beginning of a message in one line; what it consists of where it has no text. */
export function previewOf(message: ShownMessage): string {
  const known = previews.get(message)
  if (known !== undefined) return known
  const spoken = message.parts.filter((part) => part.type === 'text')
  const text = readableText((spoken.length > 0 ? spoken : message.parts).slice(0, 3).map(shortened))
  const preview = text
    .slice(0, 300)
    .replaceAll(/[\s#*_`>|-]+/gu, ' ')
    .trim()
    .slice(0, 90)
  const shown = preview === '' ? (message.parts[0]?.type ?? 'empty') : preview
  previews.set(message, shown)
  return shown
}

function shortened(part: ShownMessage['parts'][number]): ShownMessage['parts'][number] {
  return part.type === 'text' || part.type === 'thinking' ? { ...part, text: part.text.slice(0, 400) } : part
}
