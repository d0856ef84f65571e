/** What stands before the conversations of an HTML archive: its head, its numbers, its contents. */
import type { Role } from '@shared/conversation.ts'
import { countLabel } from '@shared/render/count-words.ts'
import { escapeHtml, nameToHtml } from '@shared/render/escape-html.ts'
import type { SensitiveCounts } from '@shared/sensitive-data.ts'
import { chartToHtml } from './chart.ts'
import type { ConversationFacts, Share, Statistics } from './statistics.ts'
import { idOf } from './thread.ts'
import { dateLabel, monthLabel, timeToHtml } from './time-html.ts'

export interface ArchiveHead {
  readonly assistantName: string
  /** What it is a part of: "ChatGPT"; null for everything. */
  readonly sourceName: string | null
  readonly from: number
  /** The first moment after the period. */
  readonly to: number
  /** Null where exact dates were chosen. */
  readonly days: number | null
  readonly createdAt: number
  readonly version: string
  /** Conversations of the assistant that have no date and so are not in it. */
  readonly undated: number
  /** What it was written with: the largest picture or sound in bytes (null for any), and whether people are named. */
  readonly largestFile: number | null
  readonly showsPeople: boolean
  /** Sensitive data that was taken out of it; null where none was to be. */
  readonly takenOut: SensitiveCounts | null
  /** Where the page stands in an archive of several; null for one that stands alone and for the index. */
  readonly place: PagePlace | null
}

/** A page for one month, and what leads away from it. */
export interface PagePlace {
  /** "October 2026", "Without a date" */
  readonly label: string
  /** Name of the index's file, in the same folder. */
  readonly index: string
  /** The pages of the months before and after it. */
  readonly earlier: PageLink | null
  readonly later: PageLink | null
}

export interface PageLink {
  readonly label: string
  readonly fileName: string
}

/** The name of the page, in plain text. */
export function archiveTitle({ assistantName, sourceName, place }: ArchiveHead): string {
  const month = place === null ? '' : ` · ${place.label}`
  if (sourceName === null) return `All conversations${month}`
  const isPart = sourceName !== assistantName
  return `Conversations with ${assistantName}${isPart ? ` (${sourceName})` : ''}${month}`
}

/** "last 30 days (22 Oct 2026 – 21 Nov 2026)" */
function periodLabel({ from, to, days }: ArchiveHead): string {
  const dates = `${dateLabel(from)} – ${dateLabel(to - 1)}`
  return days === null ? dates : `last ${countLabel(days, 'day')} (${dates})`
}

/** What the export was asked to put in and to leave out. */
function chosenLabel({ largestFile, showsPeople, takenOut }: ArchiveHead): string {
  const size =
    largestFile === null ? 'of any size' : `up to ${(largestFile / 1e6).toLocaleString('en-US')} MB each`
  return [
    largestFile === 0 ? 'no pictures and sounds' : `pictures and sounds ${size}`,
    showsPeople ? 'names of people' : 'no names of people',
    takenOut === null ? '' : 'without sensitive data',
  ]
    .filter((choice) => choice !== '')
    .join(', ')
}

/** The line at the top of each printed page, as a rule of CSS; browsers without margin boxes print none. */
export function runningHeader(head: ArchiveHead): string {
  return `@page{@top-left{content:${cssString(archiveTitle(head))}}@top-right{content:${cssString(`${periodLabel(head)}, confidential`)}}}`
}

/** Whatever is not a letter, a digit or a blank stands as its number: no text can end the string, the rule or the block. */
function cssString(text: string): string {
  const escaped = text.replace(
    /[^\p{L}\p{N} ]/gu,
    (character) => `\\${character.codePointAt(0)?.toString(16) ?? ''} `,
  )
  return `'${escaped}'`
}

/** The head of a page; an index has no conversations that could be printed on pages of their own. */
export function headToHtml(
  head: ArchiveHead,
  { conversations, messages }: Statistics,
  { isIndex = false }: { readonly isIndex?: boolean } = {},
): string {
  const { version } = head
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const facts: [string, string][] = [
    ['Period', escapeHtml(periodLabel(head))],
    [
      'Exported',
      `${timeToHtml(head.createdAt)} (times in ${escapeHtml(zone)}), by Stemma ${escapeHtml(version)}`,
    ],
    ['Holds', `${countLabel(conversations.length, 'conversation')}, ${countLabel(messages, 'message')}`],
    ['Chosen', escapeHtml(chosenLabel(head))],
  ]
  return [
    `<header class="top" id="top"><p class="confidential">Confidential: ${isIndex ? 'these pages hold' : 'this page holds'} whole conversations. Pass it on only to people who may read them.</p>`,
    `<h1>${nameToHtml(archiveTitle(head))}</h1>${head.place === null ? '' : pagesToHtml(head.place)}<dl class="facts">`,
    ...facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`),
    '</dl><div class="tools" hidden=""><label>Theme <select id="theme"><option value="">As the computer</option><option value="light">Light</option><option value="dark">Dark</option></select></label>',
    isIndex
      ? ''
      : '<label><input type="checkbox" id="breaks" checked=""> Print each conversation on a new page</label>',
    '</div></header>\n',
  ].join('')
}

/** The way to the index and to the months before and after. */
function pagesToHtml({ index, earlier, later }: PagePlace): string {
  const links: [string, string | undefined][] = [
    ['All months', index],
    [`Later: ${later?.label ?? ''}`, later?.fileName],
    [`Earlier: ${earlier?.label ?? ''}`, earlier?.fileName],
  ]
  const shown = links.map(([label, fileName]) =>
    fileName === undefined ? '' : `<a href="${fileName}">${escapeHtml(label)}</a>`,
  )
  return `<nav class="pages" aria-label="Months">${shown.join('')}</nav>`
}

const roleNames: Readonly<Record<Role, string>> = {
  user: 'By people',
  assistant: 'By assistants',
  system: 'By the system',
  tool: 'By tools',
}

/** The numbers; `pageOf` names the file in which a conversation stands where that is another one. */
export function statisticsToHtml(statistics: Statistics, pageOf: (id: string) => string = () => ''): string {
  const { conversations, messages, words, roles, days, models, channels, first, last, medianLength } =
    statistics
  const longest = conversations.reduce<ConversationFacts | null>(
    (most, one) => (most === null || one.messages > most.messages ? one : most),
    null,
  )
  const figures: [string, string][] = [
    ['Conversations', numberText(conversations.length)],
    ['Messages', numberText(messages)],
    ...(['user', 'assistant', 'system', 'tool'] as const)
      .filter((role) => roles.has(role))
      .map((role): [string, string] => [roleNames[role], numberText(roles.get(role) ?? 0)]),
    ['Words', numberText(words)],
    ['Days with messages', numberText(days.size)],
    ['Median length', countLabel(medianLength, 'message')],
    ['First and last message', first === null ? '' : `${timeToHtml(first)} – ${timeToHtml(last)}`],
    [
      'Longest conversation',
      longest === null
        ? ''
        : `<a href="${pageOf(longest.id)}#${idOf('c', longest.id)}">${nameToHtml(longest.title)}</a>, ${countLabel(longest.messages, 'message')}`,
    ],
  ]
  return [
    '<section class="statistics" aria-labelledby="statistics"><h2 id="statistics">Statistics</h2><dl class="figures">',
    ...figures
      .filter(([, value]) => value !== '')
      .map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`),
    '</dl>',
    chartToHtml(days),
    '<div class="shares">',
    sharesToHtml('Models', 'Model', models),
    sharesToHtml('Channels', 'Channel', channels),
    '</div></section>\n',
  ].join('')
}

/** Rows of a table; what is rarer is summed up in the last one. */
const mostRows = 20

function sharesToHtml(caption: string, heading: string, shares: ReadonlyMap<string, Share>): string {
  if (shares.size === 0) return ''
  const rows = [...shares].slice(0, mostRows).map(([name, share]) => rowToHtml(nameToHtml(name), share))
  const others = [...shares.values()].slice(mostRows)
  if (others.length > 0) {
    const sum = (key: keyof Share): number => others.reduce((total, share) => total + share[key], 0)
    rows.push(
      rowToHtml(`${others.length} others`, {
        conversations: sum('conversations'),
        messages: sum('messages'),
      }),
    )
  }
  return [
    `<table><caption>${caption}</caption><thead><tr><th scope="col">${heading}</th><th scope="col">Conversations</th><th scope="col">Messages</th></tr></thead>`,
    `<tbody>${rows.join('')}</tbody></table>`,
  ].join('')
}

function rowToHtml(name: string, { conversations, messages }: Share): string {
  return `<tr><th scope="row">${name}</th><td>${numberText(conversations)}</td><td>${numberText(messages)}</td></tr>`
}

/** The contents, grouped by the months in which the conversations went on last; they come in that order. */
export function* contentsToHtml(conversations: readonly ConversationFacts[]): Generator<string> {
  yield [
    '<nav class="contents" aria-labelledby="contents"><h2 id="contents">Contents</h2>',
    '<div role="search" id="search" hidden=""><label for="query">Search all messages</label>',
    '<input type="search" id="query" autocomplete="off" spellcheck="false" aria-describedby="query-help">',
    '<p id="query-help">All words; “a phrase” in quotes; -word leaves out.</p>',
    '<div class="filters"><label>Role <select id="role"><option value="">All</option><option value="user">People</option><option value="assistant">Assistants</option><option value="system">System</option><option value="tool">Tools</option></select></label>',
    '<label>From <input type="date" id="from"></label><label>To <input type="date" id="to"></label></div>',
    '<div class="hits"><output id="hits" aria-live="polite"></output><button type="button" id="previous-hit" disabled="">Previous</button><button type="button" id="next-hit" disabled="">Next</button></div></div>',
    entriesStart,
  ].join('')
  let month: string | null = null
  for (const facts of conversations) {
    const own = facts.updatedAt === null ? 'Without a date' : monthLabel(facts.updatedAt)
    if (own !== month) {
      yield `${month === null ? '' : '</ol></section>'}<section class="month"><h3>${escapeHtml(own)}</h3><ol>`
      month = own
    }
    yield entryToHtml(facts)
  }
  yield `${month === null ? '' : '</ol></section>'}</div></nav>\n`
}

/** A line of the contents; `page` is the file in which the conversation stands, where that is another one. */
export function entryToHtml(
  { id, title, updatedAt, messages, branches, words }: ConversationFacts,
  page = '',
): string {
  const facts = [
    updatedAt === null ? '' : dateLabel(updatedAt),
    countLabel(messages, 'message'),
    branches > 1 ? `${branches} branches` : '',
  ]
  return `<li data-words="${words}"><a href="${page}#${idOf('c', id)}">${nameToHtml(title)}</a><small>${facts.filter((fact) => fact !== '').join(' · ')}</small></li>`
}

/** The choice of an order, and the beginning of what it orders. */
export const entriesStart =
  '<label class="order" hidden="">Order <select id="order"><option value="date">Newest first</option><option value="title">Title</option><option value="size">Longest first</option></select></label><div id="entries">'

export function numberText(count: number): string {
  return count.toLocaleString('en-US')
}
