/**
 * Markdown in the structure of LibreChat's export (head, options, history), made unambiguous: each message stands under a
 * heading that nothing inside a message can imitate, and objects are written as JSON.
 */
import type { Attachment, Conversation } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { shownTitle } from '@shared/shown-title.ts'
import {
  branchesOption,
  hiddenOption,
  includeOptions,
  messageChoice,
  thinkingOption,
  timestampsOption,
} from './common-options.ts'
import { headFacts, optionEntries } from './conversation-head.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { inlineText } from './markdown-text.ts'
import { jsonOrText, partsToMarkdown } from './parts-to-markdown.ts'
import { isoTime, senderOf } from './sender-of.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { joinedBy } from './write-joined.ts'
import { placeInWords, writtenMessages, type WrittenMessage } from './written-messages.ts'
import { frontMatterOf } from './front-matter.ts'

export const markdownExporter: Exporter = {
  id: 'markdown',
  name: 'Markdown',
  extension: 'md',
  purpose: 'Notes, wikis and anything that reads text',
  needsPrinter: false,
  holds: 'reading',
  options: [
    includeOptions,
    branchesOption(false),
    thinkingOption,
    hiddenOption(true),
    timestampsOption,
    {
      kind: 'switch',
      name: 'frontMatter',
      label: 'Front matter',
      description:
        'Writes title, dates, source and tags as YAML at the top, where Obsidian and others look for it.',
      initial: false,
    },
    {
      kind: 'choice',
      name: 'pictures',
      label: 'Pictures and files',
      description:
        'Copies them from the archive into a folder beside the file and shows them, or only names them.',
      choices: [
        { value: 'named', label: 'Named in the text' },
        { value: 'folder', label: 'In a folder NAME_assets' },
      ],
      initial: 'named',
    },
  ],
  writeJoined: joinedBy(
    { before: '', between: '\n---\n\n', after: '' },
    (conversation, output, chosen, tools) =>
      // A front matter may only stand at the very beginning of a file.
      write(conversation, output, { ...chosen, frontMatter: false }, tools),
  ),
  write,
}

async function write(
  conversation: Conversation,
  output: Output,
  chosen: ChosenOptions,
  { signal, fileOf }: ExportTools,
): Promise<void> {
  if (chosen['frontMatter'] === true) await output.write(frontMatterOf(conversation))
  await output.write(head(conversation, new Date()))
  if (chosen['includeOptions'] === true) await output.write(optionsSection(conversation))
  await output.write('## History\n')
  for (const written of writtenMessages(conversation, messageChoice(chosen))) {
    throwIfCancelled(signal)
    const { parts, attachments } = written.message
    const links = new Map<string, string>()
    if (chosen['pictures'] === 'folder') {
      for (const { ref, hash } of attachments.filter(isStored)) {
        const part = parts.find((one) => one.type === 'attachment' && one.ref === ref)
        if (part?.type !== 'attachment') continue
        links.set(ref, await output.addAsset(fileOf(hash), part.name ?? `${part.kind}-${hash.slice(0, 8)}`))
      }
    }
    const body = partsToMarkdown(parts, attachments, links)
    await output.write(`\n${turn(written, body, chosen['timestamps'] !== false)}\n`)
  }
}

function isStored(attachment: Attachment): attachment is Attachment & { readonly hash: string } {
  return attachment.hash !== null
}

function head(conversation: Conversation, now: Date): string {
  const facts = headFacts(conversation, now).map(([name, value]) => `- ${name}: ${inlineText(value)}`)
  return [`# ${inlineText(shownTitle(conversation))}`, '', ...facts, '', ''].join('\n')
}

function optionsSection(conversation: Conversation): string {
  const entries = optionEntries(conversation)
  if (entries.length === 0) return ''
  const lines = entries.map(([name, value]) => `- ${inlineText(name)}: ${optionValue(value)}`)
  return `## Options\n\n${lines.join('\n')}\n\n`
}

function optionValue(value: Json): string {
  if (typeof value === 'string' && !value.includes('\n')) return inlineText(value)
  if (typeof value !== 'object' && typeof value !== 'string') return String(value)
  return `\n\n${jsonOrText(value).replace(/^/gm, '  ')}\n`
}

function turn(written: WrittenMessage, body: string, hasTimes: boolean): string {
  const { message, number } = written
  const facts = [
    senderOf(message),
    message.model,
    hasTimes ? isoTime(message.createdAt) : null,
    ...placeInWords(written),
    message.isHidden ? 'hidden' : null,
  ].filter((fact) => fact !== null)
  const heading = `### ${number}. ${facts.map(inlineText).join(' · ')}`
  const flags = [
    ...(message.isError ? ['*(This is an error message)*'] : []),
    ...(message.isUnfinished ? ['*(This is an unfinished message)*'] : []),
  ]
  return [heading, ...(body === '' ? [] : [body]), ...flags].join('\n\n')
}
