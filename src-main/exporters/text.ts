/**
 * Plain text in the structure of LibreChat's export, made unambiguous: a line that begins with `>>` is always the head of
 * a message, and thinking and tool calls stand under labels instead of as raw JSON.
 */
import type { Conversation } from '@shared/conversation.ts'
import type { ChosenOptions } from '@shared/option.ts'
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
import { contained, jsonInWords, partsToText } from './parts-to-text.ts'
import { isoTime, senderOf } from './sender-of.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { joinedBy } from './write-joined.ts'
import { placeInWords, writtenMessages, type WrittenMessage } from './written-messages.ts'

const rule = '#'.repeat(24)

export const textExporter: Exporter = {
  id: 'text',
  name: 'Text',
  extension: 'txt',
  purpose: 'Reading anywhere, small and simple',
  needsPrinter: false,
  holds: 'reading',
  options: [
    includeOptions,
    branchesOption(false),
    thinkingOption,
    hiddenOption(true),
    { ...timestampsOption, initial: false },
  ],
  writeJoined: joinedBy({ before: '', between: '\n\n', after: '' }, write),
  write,
}

async function write(
  conversation: Conversation,
  output: Output,
  chosen: ChosenOptions,
  { signal }: ExportTools,
): Promise<void> {
  const facts = headFacts(conversation, new Date()).map(([name, value]) => `${name}: ${onOneLine(value)}`)
  await output.write(section('Conversation', facts))
  const options = optionEntries(conversation)
  if (chosen['includeOptions'] === true && options.length > 0) {
    const lines = options.map(([name, value]) => `${onOneLine(name)}: ${contained(jsonInWords(value))}`)
    await output.write(section('Options', lines))
  }
  await output.write(section('History', []))
  for (const written of writtenMessages(conversation, messageChoice(chosen))) {
    throwIfCancelled(signal)
    // With all branches, a message is named by those that answer it.
    await output.write(turn(written, chosen['timestamps'] === true, chosen['branches'] === true))
  }
}

function section(title: string, lines: readonly string[]): string {
  return `${[title, rule, ...lines].join('\n')}\n\n`
}

function turn(written: WrittenMessage, hasTimes: boolean, hasNumbers: boolean): string {
  const { message } = written
  const facts = [
    hasNumbers ? `message ${written.number}` : null,
    hasTimes ? isoTime(message.createdAt) : null,
    ...placeInWords(written),
    message.isHidden ? 'hidden' : null,
  ].filter((fact) => fact !== null)
  const name = onOneLine(senderOf(message))
  const lines = [
    `>> ${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}:`,
    partsToText(message.parts, message.attachments),
    ...(message.isError ? ['(This is an error message)'] : []),
    ...(message.isUnfinished ? ['(This is an unfinished message)'] : []),
  ]
  return `${lines.filter((line) => line !== '').join('\n')}\n\n`
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
