/** A whole message as HTML: who, when, by which model, and its parts. For pages; the window draws its own header. */
import { timeLabel } from './time-label.ts'
import type { Message, Role } from '../conversation.ts'
import { countLabel } from './count-words.ts'
import { escapeHtml, nameToHtml } from './escape-html.ts'
import { partsToHtml, type RenderLook } from './parts.ts'

export interface TurnFacts {
  /** Its place on the shown branch, counted from 1. */
  readonly number: number
  /** Which of its versions this is, counted from 1; null when there is only one. */
  readonly version: { readonly index: number; readonly of: number } | null
  /** Number of the message that it answers, 0 for another beginning, null where the order of the page says it. */
  readonly answers?: number | null
  /** What the addresses of the messages of a page begin with; without it they have none. */
  readonly anchor?: string
}

/** A message with its heading (level 2, so that an outline lists it). */
export function turnToHtml(message: Message, facts: TurnFacts, look: RenderLook): string {
  const { number, version, answers = null, anchor } = facts
  const known = [message.model, timeLabel(message.createdAt)].filter((fact) => fact !== null)
  const flags = [
    version === null ? '' : `<span class="version">version ${version.index} of ${version.of}</span>`,
    answers === null ? '' : `<span class="version">${answersInWords(answers, anchor)}</span>`,
    message.isHidden ? '<span class="flag">hidden message</span>' : '',
    message.isUnfinished ? '<span class="flag">unfinished</span>' : '',
    message.isError ? '<span class="flag error">error</span>' : '',
  ]
  return [
    `<article class="turn ${message.role}"${anchor === undefined ? '' : ` id="${anchor}${number}"`}><header><h2>${nameToHtml(speakerOf(message))} <span>${number}</span></h2>`,
    known.length === 0 ? '' : `<span class="turn-facts">${known.map(nameToHtml).join(' · ')}</span>`,
    `${flags.join('')}</header>`,
    `<div class="body">${bodyOf(message, look)}</div></article>`,
  ].join('')
}

function answersInWords(answers: number, anchor: string | undefined): string {
  if (answers === 0) return 'another beginning'
  const words = `answers message ${answers}`
  return anchor === undefined ? words : `<a href="#${anchor}${answers}">${words}</a>`
}

/** The name over a message: what the source called the speaker, "You" for the reader. */
export function speakerOf({ role, sender }: { readonly role: Role; readonly sender: string | null }): string {
  if (role === 'user' && (sender === null || /^(?:user|you|human)$/i.test(sender))) return 'You'
  return sender ?? { user: 'You', assistant: 'Assistant', system: 'System', tool: 'Tool' }[role]
}

/** The head of a page about a conversation. */
export function pageHeadToHtml(title: string, facts: readonly (string | null)[], messages: number): string {
  const known = [...facts.filter((fact) => fact !== null), countLabel(messages, 'message')]
  return `<header class="page-head"><h1>${escapeHtml(title)}</h1><p>${known.map(nameToHtml).join(' · ')}</p></header>`
}

function bodyOf(message: Message, look: RenderLook): string {
  const html = partsToHtml(message.parts, message.attachments, look)
  return html === '' ? '<p class="note">This message is empty.</p>' : html
}
