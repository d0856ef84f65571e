/** The parts of a message as plain text: what was said as it is, everything else under a label and indented. */
import type { Attachment, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { fileState, kindNames } from './parts-to-markdown.ts'

/** The body of a message as blocks with an empty line between them. */
export function partsToText(parts: readonly Part[], attachments: readonly Attachment[]): string {
  return parts
    .map((part) => partToText(part, attachments))
    .filter((block) => block.trim() !== '')
    .join('\n\n')
}

function partToText(part: Part, attachments: readonly Attachment[]): string {
  switch (part.type) {
    case 'text':
      return contained(part.text)
    case 'thinking':
      return labelled(part.title === undefined ? 'Thinking' : `Thinking: ${part.title}`, part.text)
    case 'code':
      return labelled(part.language === null ? 'Code' : `Code (${part.language})`, part.text)
    case 'tool-call': {
      const answer = part.output === undefined || part.output === '' ? '' : labelled('Answer', part.output)
      return labelled(`Tool: ${part.name}`, jsonInWords(part.input), answer)
    }
    case 'tool-result':
      return labelled(part.name === undefined ? 'Tool answer' : `Tool answer: ${part.name}`, part.text)
    case 'quote':
      return labelled(['Quote', part.title, part.url].filter((one) => one !== null).join(' · '), part.text)
    case 'transcript':
      return labelled(part.direction === 'out' ? 'Spoken answer' : 'Spoken', part.text)
    case 'attachment': {
      const stored = attachments.find(({ ref }) => ref === part.ref)
      const name = `${kindNames[part.kind]}: ${part.name ?? part.ref} (${fileState(stored)})`
      return labelled(name, part.description ?? '')
    }
    case 'context':
      return labelled(part.title, part.text)
    case 'error':
      return labelled(part.name === undefined ? 'Error' : `Error: ${part.name}`, part.text)
    case 'unknown':
      return labelled(`Content of the kind ${part.kind}`, jsonInWords(part.raw))
  }
}

/** Only a head of a message begins with `>>`: such a line inside a message is moved by one space. */
export function contained(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/^(?=>>)/gm, ' ')
    .trimEnd()
}

function labelled(label: string, ...blocks: readonly string[]): string {
  const lines = blocks.filter((block) => block.trim() !== '').map(indented)
  return [`[${label.replace(/\s+/g, ' ')}]`, ...lines].join('\n')
}

function indented(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .trimEnd()
    .replace(/^(?=.)/gm, '  ')
}

/** An object as `name: value` lines; what is nested deeper as JSON on its line. */
export function jsonInWords(value: Json): string {
  if (value === null) return ''
  if (!isJsonObject(value)) return typeof value === 'string' ? value : JSON.stringify(value)
  const lines = Object.entries(value).map(([name, inner]) => {
    const text = typeof inner === 'string' ? inner : JSON.stringify(inner)
    return text.includes('\n') ? `${name}:\n${indented(text)}` : `${name}: ${text}`
  })
  return lines.join('\n')
}
