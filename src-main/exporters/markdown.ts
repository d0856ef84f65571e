/**
 * Markdown in the structure of LibreChat's export (head, options, history), made unambiguous: each message stands under a
 * heading that nothing inside a message can imitate, and objects are written as JSON. Only the shown branch.
 */
import type { Conversation, Message } from '@shared/conversation.ts'
import type { Json, JsonObject } from '@shared/json.ts'
import type { Exporter } from './exporter.ts'
import { inlineText } from './markdown-text.ts'
import { jsonOrText, partsToMarkdown } from './parts-to-markdown.ts'
import { isoTime, senderOf } from './sender-of.ts'
import { conversationTree, shownBranch, versionPlaces, type VersionPlace } from './shown-branch.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'

export const markdownExporter: Exporter = {
  id: 'markdown',
  name: 'Markdown',
  extension: 'md',
  purpose: 'Notes, wikis and anything that reads text',
  needsPrinter: false,
  options: [
    {
      kind: 'switch',
      name: 'includeOptions',
      label: 'Include endpoint options',
      description: 'Writes the model, the temperature and the other settings before the messages.',
      initial: true,
    },
  ],
  async write(conversation, output, chosen, { signal }) {
    await output.write(head(conversation, new Date()))
    if (chosen['includeOptions'] === true) await output.write(optionsSection(conversation.options))
    await output.write('## History\n')
    const tree = conversationTree(conversation)
    const places = versionPlaces(tree)
    let number = 0
    for (const index of shownBranch(conversation, tree)) {
      throwIfCancelled(signal)
      const message = conversation.messages[index]
      if (!message || isSilent(message)) continue
      number += 1
      await output.write(`\n${turn(message, number, places[index])}\n`)
    }
  },
}

/** A hidden message without a word: plumbing of the product it comes from. */
function isSilent({ isHidden, parts }: Message): boolean {
  return isHidden && parts.every((part) => part.type === 'text' && part.text.trim() === '')
}

function head(conversation: Conversation, now: Date): string {
  const title = inlineText(conversation.title ?? 'Untitled conversation')
  return [
    `# ${title}`,
    '',
    `- conversationId: ${inlineText(conversation.sourceId ?? conversation.id)}`,
    `- endpoint: ${inlineText(conversation.endpoint ?? conversation.source)}`,
    `- title: ${title}`,
    `- exportAt: ${now.toISOString()}`,
    '',
    '',
  ].join('\n')
}

function optionsSection(options: JsonObject | null): string {
  if (options === null || Object.keys(options).length === 0) return ''
  const entries = Object.entries(options).map(
    ([name, value]) => `- ${inlineText(name)}: ${optionValue(value)}`,
  )
  return `## Options\n\n${entries.join('\n')}\n\n`
}

function optionValue(value: Json): string {
  if (typeof value === 'string' && !value.includes('\n')) return inlineText(value)
  if (typeof value !== 'object' && typeof value !== 'string') return String(value)
  if (value === null) return 'null'
  return `\n\n${jsonOrText(value).replace(/^/gm, '  ')}\n`
}

function turn(message: Message, number: number, place: VersionPlace | undefined): string {
  const facts = [
    senderOf(message),
    message.model,
    isoTime(message.createdAt),
    place !== undefined && place.of > 1 ? `version ${place.index + 1} of ${place.of}` : null,
    message.isHidden ? 'hidden' : null,
  ].filter((fact) => fact !== null)
  const heading = `### ${number}. ${facts.map(inlineText).join(' · ')}`
  const body = partsToMarkdown(message.parts, message.attachments)
  const flags = [
    ...(message.isError ? ['*(This is an error message)*'] : []),
    ...(message.isUnfinished ? ['*(This is an unfinished message)*'] : []),
  ]
  return [heading, ...(body === '' ? [] : [body]), ...flags].join('\n\n')
}
