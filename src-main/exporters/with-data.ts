/** Puts files that stood in a message as base64 back to where they stood (src-shared/stored-data.ts). */
import { readFile } from 'node:fs/promises'
import { changeStringsBeside } from '@shared/change-strings.ts'
import type { Message } from '@shared/conversation.ts'
import { dataOfMark } from '@shared/stored-data.ts'

/**
 * The message as its source wrote it. Only files that the message itself holds are put in; a mark whose file is not there
 * (a preview reads none) stays.
 *
 * @param fileOf full path of a stored file by its SHA-256
 */
export async function withData(message: Message, fileOf: (hash: string) => string): Promise<Message> {
  const texts = new Map<string, string>()
  for (const { hash } of message.attachments) {
    if (hash === null || texts.has(hash) || !mentions(message, hash)) continue
    const base64 = await readFile(fileOf(hash), 'base64').catch(() => null)
    if (base64 !== null) texts.set(hash, base64)
  }
  if (texts.size === 0) return message
  return changeStringsBeside(message, (text) => {
    const data = dataOfMark(text)
    const base64 = data === null ? undefined : texts.get(data.hash)
    return data === null || base64 === undefined ? text : data.prefix + base64
  })
}

function mentions(message: Message, hash: string): boolean {
  let isFound = false
  changeStringsBeside(message, (text) => {
    isFound ||= dataOfMark(text)?.hash === hash
    return text
  })
  return isFound
}
