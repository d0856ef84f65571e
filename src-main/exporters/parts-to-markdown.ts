/** The parts of a message in Markdown: text as it is, everything else in quotes and fences that say what it is. */
import type { Attachment, AttachmentPart, Part, QuotePart } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { safeLink } from '@shared/render/safe-link.ts'
import { containMarkdown, fenced, inlineText, quoted } from './markdown-text.ts'

const noLinks: ReadonlyMap<string, string> = new Map()

/**
 * The body of a message as blocks with an empty line between them. `links` holds, by their `ref`, the paths of files that
 * lie beside the document.
 */
export function partsToMarkdown(
  parts: readonly Part[],
  attachments: readonly Attachment[],
  links: ReadonlyMap<string, string> = noLinks,
): string {
  return parts
    .map((part) => partToMarkdown(part, attachments, links))
    .filter((block) => block !== '')
    .join('\n\n')
}

function partToMarkdown(
  part: Part,
  attachments: readonly Attachment[],
  links: ReadonlyMap<string, string>,
): string {
  switch (part.type) {
    case 'text':
      return containMarkdown(part.text)
    case 'thinking':
      return titled(
        part.title === undefined ? 'Thinking' : `Thinking: ${part.title}`,
        containMarkdown(part.text),
      )
    case 'code':
      return fenced(part.text, part.language)
    case 'tool-call':
      return titled(
        `Tool: ${part.name}`,
        jsonOrText(part.input),
        ...(part.output === undefined || part.output === '' ? [] : ['Answer:', fenced(part.output, '')]),
      )
    case 'tool-result':
      return titled(
        part.name === undefined ? 'Tool answer' : `Tool answer: ${part.name}`,
        fenced(part.text, ''),
      )
    case 'quote':
      return quote(part)
    case 'transcript':
      return titled(part.direction === 'out' ? 'Spoken answer' : 'Spoken', containMarkdown(part.text))
    case 'attachment':
      return file(
        part,
        attachments.find(({ ref }) => ref === part.ref),
        links.get(part.ref) ?? null,
      )
    case 'context':
      return titled(part.title, containMarkdown(part.text))
    case 'error':
      return titled(part.name === undefined ? 'Error' : `Error: ${part.name}`, fenced(part.text, ''))
    case 'unknown':
      return titled(`Content of the kind ${part.kind}`, jsonOrText(part.raw))
  }
}

function titled(title: string, ...blocks: readonly string[]): string {
  return quoted([`**${inlineText(title)}**`, ...blocks.filter((block) => block !== '')])
}

function quote({ title, url, text }: QuotePart): string {
  const name = inlineText(title ?? url ?? 'Quote')
  const link = url === null ? null : safeLink(url)
  const heading = link === null ? `**${name}**` : `**[${name}](<${new URL(link).href}>)**`
  return quoted([heading, ...(text === '' ? [] : [containMarkdown(text)])])
}

export const kindNames = { image: 'Image', audio: 'Sound', video: 'Video', file: 'File' } as const

function file(part: AttachmentPart, stored: Attachment | undefined, link: string | null): string {
  const name = inlineText(part.name ?? part.ref)
  const description = part.description === null ? [] : [containMarkdown(part.description)]
  if (link !== null) {
    const address = link.split('/').map(encodeURIComponent).join('/')
    return [part.kind === 'image' ? `![${name}](${address})` : `[${name}](${address})`, ...description].join(
      '\n\n',
    )
  }
  return quoted([`**${kindNames[part.kind]}:** ${name} (${inlineText(fileState(stored))})`, ...description])
}

/** Where the bytes of a file are, in words. */
export function fileState(stored: Attachment | undefined): string {
  const isStored = stored !== undefined && stored.hash !== null
  return isStored ? 'kept in the archive' : (stored?.missing ?? 'not in this archive')
}

/** JSON as indented code, text as plain code. */
export function jsonOrText(value: Json): string {
  if (value === null || value === '') return ''
  return typeof value === 'string' ? fenced(value, '') : fenced(JSON.stringify(value, null, 2), 'json')
}
