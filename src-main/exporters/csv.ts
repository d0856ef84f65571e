/**
 * CSV with LibreChat's columns in its order. Cells of messages without a plain text hold what can be read of them, a
 * missing value is an empty cell, and what a spreadsheet would run as a formula is made text.
 */
import Papa from 'papaparse'
import type { Conversation, Message } from '@shared/conversation.ts'
import { readableText } from '@shared/message-text.ts'
import type { ChosenOptions } from '@shared/option.ts'
import { depthFirst } from '@shared/tree.ts'
import { branchesOption } from './common-options.ts'
import type { Exporter, ExportTools, Output } from './exporter.ts'
import { isoTime, senderOf } from './sender-of.ts'
import { conversationTree, shownBranch, versionPlaces } from './shown-branch.ts'
import { textOf } from './text-of.ts'
import { throwIfCancelled } from './throw-if-cancelled.ts'
import { endsEverything } from './write-joined.ts'
import { noParent, writtenIds } from './written-ids.ts'

type Cell = string | number | boolean | null

const usualColumns = [
  'sender',
  'text',
  'isCreatedByUser',
  'error',
  'unfinished',
  'messageId',
  'parentMessageId',
  'createdAt',
] as const

const conversationColumns = ['conversationId', 'title'] as const

const furtherColumns = [
  'source',
  'role',
  'model',
  'hidden',
  'depth',
  'version',
  'versions',
  'thinking',
  'tools',
  'files',
  'tags',
] as const

type Column =
  | (typeof usualColumns)[number]
  | (typeof conversationColumns)[number]
  | (typeof furtherColumns)[number]

/** What spreadsheets run: also behind a tab or a line end, and in the wide forms of the East (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

export const csvExporter: Exporter = {
  id: 'csv',
  name: 'CSV',
  extension: 'csv',
  purpose: 'Spreadsheets and data analysis',
  needsPrinter: false,
  holds: 'messages',
  options: [
    branchesOption(true),
    {
      kind: 'switch',
      name: 'protectFormulas',
      label: 'Protect against formulas',
      description:
        'Puts an apostrophe before cells that a spreadsheet would run, such as “=1+1”. JSON keeps the text as it is.',
      initial: true,
    },
    {
      kind: 'switch',
      name: 'byteOrderMark',
      label: 'Byte order mark',
      description:
        'Lets Excel read accents and other scripts; other programs may take it for part of the first column.',
      initial: false,
    },
    {
      kind: 'switch',
      name: 'allColumns',
      label: 'All columns',
      description:
        'Adds title, source, model, place in the tree, thinking, tools, files and tags after the usual ones.',
      initial: false,
    },
  ],
  async write(conversation, output, chosen, tools) {
    const columns = columnsOf(chosen, false)
    await output.write(headRow(columns, chosen))
    await writeRows(conversation, output, columns, chosen, tools)
  },
  async writeJoined(conversations, output, chosen, tools) {
    const columns = columnsOf(chosen, true)
    await output.write(headRow(columns, chosen))
    for await (const conversation of conversations) {
      try {
        await writeRows(conversation, output, columns, chosen, tools)
        tools.written(conversation)
      } catch (error) {
        if (endsEverything(error)) throw error
        tools.failed(conversation, error)
      }
    }
  },
}

function columnsOf(chosen: ChosenOptions, isJoined: boolean): readonly Column[] {
  const hasAll = chosen['allColumns'] === true
  return [
    ...usualColumns,
    ...(hasAll || isJoined ? conversationColumns : []),
    ...(hasAll ? furtherColumns : []),
  ]
}

function headRow(columns: readonly Column[], chosen: ChosenOptions): string {
  return (chosen['byteOrderMark'] === true ? '\uFEFF' : '') + columns.join(',')
}

async function writeRows(
  conversation: Conversation,
  output: Output,
  columns: readonly Column[],
  chosen: ChosenOptions,
  { signal }: ExportTools,
): Promise<void> {
  const tree = conversationTree(conversation)
  const places = versionPlaces(tree)
  const names = writtenIds(conversation.messages)
  const depths = new Int32Array(tree.size)
  const escapeFormulae = chosen['protectFormulas'] === false ? false : formulaStart
  for (const index of chosen['branches'] === true ? depthFirst(tree) : shownBranch(conversation, tree)) {
    throwIfCancelled(signal)
    const message = conversation.messages[index]
    if (!message) continue
    const parent = tree.parents[index] ?? -1
    depths[index] = parent < 0 ? 0 : (depths[parent] ?? 0) + 1
    const cells: Readonly<Record<Column, Cell>> = {
      ...usualCells(message),
      messageId: names[index] ?? message.id,
      parentMessageId: names[parent] ?? noParent,
      conversationId: conversation.sourceId ?? conversation.id,
      title: conversation.title,
      source: conversation.source,
      ...furtherCells(message),
      depth: depths[index] ?? 0,
      version: (places[index]?.index ?? 0) + 1,
      versions: places[index]?.of ?? 1,
      tags: conversation.tags.join('; '),
    }
    const row = columns.map((column) => cells[column] ?? '')
    await output.write(`\r\n${Papa.unparse([row], { newline: '\r\n', escapeFormulae })}`)
  }
}

function usualCells(message: Message) {
  return {
    sender: senderOf(message),
    text: textOf(message.parts),
    isCreatedByUser: message.role === 'user',
    error: message.isError,
    unfinished: message.isUnfinished,
    createdAt: isoTime(message.createdAt),
  }
}

function furtherCells({ role, model, isHidden, parts }: Message) {
  const readableOf = (...types: readonly string[]): string =>
    readableText(parts.filter(({ type }) => types.includes(type)))
  return {
    role,
    model,
    hidden: isHidden,
    thinking: readableOf('thinking'),
    tools: readableOf('tool-call', 'tool-result'),
    files: parts.flatMap((part) => (part.type === 'attachment' ? [part.name ?? part.ref] : [])).join('; '),
  }
}
