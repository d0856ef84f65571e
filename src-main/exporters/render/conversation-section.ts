/** One conversation inside an HTML document: its head and its messages. The document round it is another file's. */
import type { Conversation } from '@shared/conversation.ts'
import { countLabel } from '@shared/render/count-words.ts'
import { escapeHtml } from '@shared/render/escape-html.ts'
import type { RenderLook } from '@shared/render/parts.ts'
import { timeLabel } from '@shared/render/time-label.ts'
import { pageHeadToHtml, turnToHtml } from '@shared/render/turn.ts'
import { shownTitle } from '@shared/shown-title.ts'
import type { MessageChoice } from '../common-options.ts'
import { writtenMessages } from '../written-messages.ts'

export interface SectionLook extends MessageChoice {
  /** Whether title and facts stand above the messages. */
  readonly hasHead: boolean
  /** Whether a line below says where the page comes from. */
  readonly hasFoot: boolean
}

/**
 * The section, piece by piece.
 *
 * @param chapter tells the addresses of its messages from those of other sections; null where it is the only one
 */
export function* conversationSection(
  conversation: Conversation,
  look: SectionLook,
  render: RenderLook,
  chapter: number | null,
): Generator<string> {
  const written = writtenMessages(conversation, look)
  const title = shownTitle(conversation)
  if (look.hasHead) {
    const facts = [conversation.model ?? conversation.endpoint, timeLabel(conversation.createdAt)]
    yield pageHeadToHtml(title, facts, written.length)
  }
  const anchor = chapter === null ? 'm' : `c${chapter}-m`
  for (const { message, number, version, answers } of written) {
    // Addresses are only needed where one message names another.
    const place = look.hasAllBranches ? { answers, anchor } : {}
    yield turnToHtml(message, { number, version, ...place }, render)
  }
  if (look.hasFoot) {
    const words = `${title} · ${countLabel(written.length, 'message')} · written by Stemma on ${timeLabel(Date.now())}`
    yield `<footer class="page-foot">${escapeHtml(words)}</footer>`
  }
}
