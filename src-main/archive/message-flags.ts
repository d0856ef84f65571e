/** What is said of a message in one number: the bits of `messages.flags`. */
import type { Message } from '@shared/conversation.ts'

const isError = 1
const isUnfinished = 2
const isHidden = 4

/** The flags of a message as the bits of `messages.flags`. */
export function flagsOf(message: Pick<Message, 'isError' | 'isUnfinished' | 'isHidden'>): number {
  return (
    (message.isError ? isError : 0) |
    (message.isUnfinished ? isUnfinished : 0) |
    (message.isHidden ? isHidden : 0)
  )
}

export function flagsFrom(bits: number): Pick<Message, 'isError' | 'isUnfinished' | 'isHidden'> {
  return {
    isError: (bits & isError) !== 0,
    isUnfinished: (bits & isUnfinished) !== 0,
    isHidden: (bits & isHidden) !== 0,
  }
}

/** The same flags without `isUnfinished`. */
export function finished(bits: number): number {
  return bits & ~isUnfinished
}
