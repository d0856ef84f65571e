/** One conversation as a part of an HTML archive: its head, its messages, and its other branches where they begin. */
import type { Conversation, Message } from '@shared/conversation.ts'
import { isJsonObject } from '@shared/json.ts'
import { countLabel } from '@shared/render/count-words.ts'
import { escapeHtml, nameToHtml } from '@shared/render/escape-html.ts'
import { partsToHtml, type RenderLook } from '@shared/render/parts.ts'
import { speakerOf } from '@shared/render/turn.ts'
import { shownTitle } from '@shared/shown-title.ts'
import type { Tree } from '@shared/tree.ts'
import { conversationTree, shownBranch, versionPlaces, type VersionPlace } from '../exporters/shown-branch.ts'
import { depthsOf, otherPaths } from './branches.ts'
import type { InlinedFiles } from './inlined-files.ts'
import { channelOf, peopleOf } from './people.ts'
import { timeToHtml } from './time-html.ts'

export interface ThreadLook {
  readonly files: InlinedFiles
  readonly showsPeople: boolean
  /** The name of a source for a person. */
  sourceName(source: string): string
}

/** Where a conversation stands among the others of the page. */
export interface ThreadPlace {
  /** CSS pixels that it will take about, so that a browser can leave it undrawn until it comes into view. */
  readonly height: number
  /** Ids of the conversations before and after it. */
  readonly previous: string | null
  readonly next: string | null
}

interface Reading extends ThreadLook {
  readonly conversation: Conversation
  readonly tree: Tree
  readonly places: readonly VersionPlace[]
  readonly depths: Int32Array
  readonly render: RenderLook
}

/** The conversation, piece by piece: never more than one message in one string. */
export function* threadToHtml(
  conversation: Conversation,
  place: ThreadPlace,
  look: ThreadLook,
): Generator<string> {
  const tree = conversationTree(conversation)
  const reading: Reading = {
    ...look,
    conversation,
    tree,
    places: versionPlaces(tree),
    depths: depthsOf(tree),
    render: {
      fileUrl: (hash) => look.files.fileUrl(hash),
      isStatic: false,
      isUnfolded: true,
      formulas: 'mathml',
    },
  }
  yield `<article class="conversation" id="${idOf('c', conversation.id)}" style="contain-intrinsic-block-size:auto ${place.height}px">`
  yield headToHtml(conversation, look)
  for (const index of shownBranch(conversation, tree)) {
    yield turnToHtml(reading, index)
    yield* versionsToHtml(reading, index)
  }
  yield `<p class="between">${neighbours(place)}</p></article>\n`
}

/** The anchor of a conversation (`c`) or message (`m`). Ids are our own UUIDs; those of a file read straight are not. */
export function idOf(kind: 'c' | 'm', id: string): string {
  return `${kind}-${escapeHtml(id.replace(/\s/g, '_'))}`
}

function headToHtml(conversation: Conversation, look: ThreadLook): string {
  const { messages, createdAt, updatedAt, tags } = conversation
  const leaves = messages.length - new Set(messages.flatMap(({ parentId }) => parentId ?? [])).size
  const facts = [
    nameToHtml(look.sourceName(conversation.source)),
    conversation.model === null ? null : nameToHtml(conversation.model),
    timeToHtml(createdAt),
    updatedAt === createdAt ? null : timeToHtml(updatedAt, 'last changed '),
    countLabel(messages.length, 'message'),
    leaves > 1 ? `<span class="branches">${leaves} branches</span>` : null,
  ]
  const people = look.showsPeople ? peopleOf(conversation) : []
  const channel = channelOf(conversation)
  const named = [
    people.length === 0 ? '' : `With ${people.map(nameToHtml).join(' · ')}`,
    channel === null ? '' : `Channel: ${nameToHtml(channel)}`,
    tags.length === 0 ? '' : `Tags: ${tags.map(nameToHtml).join(', ')}`,
  ].filter((text) => text !== '')
  const summary = summaryOf(conversation)
  return [
    `<header><h3><a href="#${idOf('c', conversation.id)}">${nameToHtml(shownTitle(conversation))}</a></h3>`,
    `<p class="facts">${facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</p>`,
    named.length === 0 ? '' : `<p class="facts">${named.join(' · ')}</p>`,
    summary === null ? '' : `<p class="summary" dir="auto"><b>Summary:</b> ${escapeHtml(summary)}</p>`,
    '</header>',
  ].join('')
}

/** What the source wrote as a summary, null for none. */
export function summaryOf({ extra }: Pick<Conversation, 'extra'>): string | null {
  for (const key of ['summary', 'conversation_summary', 'conversationSummary']) {
    const value = extra?.[key]
    const text = value !== undefined && isJsonObject(value) ? value['text'] : value
    if (typeof text === 'string' && text.trim() !== '') return text
  }
  return null
}

/** Empty for what holds nothing to see: messages that their product hid and in which nothing stands. */
function turnToHtml(reading: Reading, index: number): string {
  const message = reading.conversation.messages[index]
  if (!message || (message.isHidden && message.parts.every(isEmpty))) return ''
  const { places, depths, render, files, showsPeople } = reading
  const place = places[index]
  const hasVersions = place !== undefined && place.of > 1
  const number = (depths[index] ?? 0) + 1
  const id = idOf('m', message.id)
  const speaker = speakerOf(showsPeople || message.role !== 'user' ? message : { role: 'user', sender: null })
  const facts = [message.model === null ? '' : nameToHtml(message.model), timeToHtml(message.createdAt)]
  const flags = [
    hasVersions ? `<span class="version">version ${place.index + 1} of ${place.of}</span>` : '',
    message.isHidden ? '<span class="flag">hidden message</span>' : '',
    message.isUnfinished ? '<span class="flag">unfinished</span>' : '',
    message.isError ? '<span class="flag error">error</span>' : '',
  ]
  const body = partsToHtml(message.parts, files.attachmentsOf(message), render)
  return [
    `<article class="turn ${message.role}${hasVersions ? ' fork' : ''}" id="${id}"><header>`,
    `<h4>${nameToHtml(speaker)} <a href="#${id}">${number}</a></h4>`,
    `<span class="turn-facts">${facts.filter((fact) => fact !== '').join(' · ')}</span>${flags.join('')}</header>`,
    `<div class="body">${body === '' ? '<p class="note">This message is empty.</p>' : body}</div></article>\n`,
  ].join('')
}

function isEmpty(part: Message['parts'][number]): boolean {
  return part.type === 'text' && part.text.trim() === ''
}

function* versionsToHtml(reading: Reading, shown: number): Generator<string> {
  const paths = otherPaths(reading.tree, shown)
  if (paths.length === 0) return
  const versions = (reading.places[shown]?.of ?? 1) - 1
  const messages = paths.reduce((sum, path) => sum + path.messages.length, 0)
  yield `<details class="versions" open=""><summary>${countLabel(versions, 'other version')} of message ${(reading.depths[shown] ?? 0) + 1}, ${countLabel(messages, 'message')}</summary>`
  for (const { start, messages: path } of paths) {
    const { index = 0, of = 1 } = reading.places[start] ?? {}
    const number = (reading.depths[start] ?? 0) + 1
    yield `<div class="path"><p class="path-name">Message ${number}, version ${index + 1} of ${of}</p>`
    for (const message of path) yield turnToHtml(reading, message)
    yield '</div>'
  }
  yield '</details>'
}

function neighbours({ previous, next }: ThreadPlace): string {
  return [
    previous === null ? '' : `<a href="#${idOf('c', previous)}">Previous conversation</a>`,
    next === null ? '' : `<a href="#${idOf('c', next)}">Next conversation</a>`,
    '<a href="#top">Back to the top</a>',
  ]
    .filter((link) => link !== '')
    .join(' ')
}
