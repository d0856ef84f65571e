/** What was found as a text for elsewhere: a list in Markdown or plain, conversation by conversation. Pure; copying is copy-results.ts's. */
import type { SearchGroup, SearchHit, SnippetPiece } from '@shared/contract/search.ts'
import type { Role } from '@shared/conversation.ts'
import { counted } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'

export type ListForm = 'markdown' | 'text'

export interface CopiedResults {
  /** The search in words. */
  readonly explanation: string
  readonly groups: readonly SearchGroup[]
  /** How many hits there are in all; more than those in `groups` where there are too many to copy. */
  readonly total: number
  readonly isCapped: boolean
}

const roleNames: Readonly<Record<Role, string>> = {
  user: 'You',
  assistant: 'Assistant',
  system: 'System',
  tool: 'Tool',
}

/** Hits in messages and titles, as the count over the results counts them. */
export function hitsIn(groups: readonly SearchGroup[]): number {
  return groups.reduce((sum, { hits, isTitleHit }) => sum + hits.length + (isTitleHit ? 1 : 0), 0)
}

/** The groups of several pages, each conversation once. */
export function joinedGroups(groups: readonly SearchGroup[]): SearchGroup[] {
  const joined = new Map<string, SearchGroup>()
  for (const group of groups) {
    const before = joined.get(group.conversation.id)
    joined.set(
      group.conversation.id,
      before === undefined
        ? group
        : {
            ...before,
            isTitleHit: before.isTitleHit || group.isTitleHit,
            hits: [...before.hits, ...group.hits],
          },
    )
  }
  return [...joined.values()]
}

/** The results as a text that says what was searched for and how much of it is here. */
export function resultsText(
  results: CopiedResults,
  form: ListForm,
  sourceNameOf: (source: string) => string,
): string {
  const { explanation, groups } = results
  const plain = form === 'text' ? (text: string) => text : escaped
  const head = `${countLine(results)} for ${plain(explanation)}`
  const blocks = groups.map(({ conversation, title, hits }) => {
    const name = textOf(
      title.map(({ text }) => ({ text, isHit: false })),
      form,
    )
    const facts = `(${plain(sourceNameOf(conversation.source))}, ${dateText(conversation.updatedAt)})`
    return form === 'markdown'
      ? [`- **${name}** ${facts}`, ...hits.map((hit) => `  - ${hitLine(hit, form)}`)].join('\n')
      : [`${name} ${facts}`, ...hits.map((hit) => `  ${hitLine(hit, form)}`)].join('\n')
  })
  return `${head}\n\n${blocks.join(form === 'markdown' ? '\n' : '\n\n')}\n`
}

function countLine({ groups, total, isCapped }: CopiedResults): string {
  const here = hitsIn(groups)
  const where = ` in ${counted(groups.length, 'conversation')}`
  const isWhole = here >= total && !isCapped
  return isWhole
    ? counted(here, 'hit') + where
    : `The first ${counted(here, 'hit')}${where}, of ${counted(total, 'hit')}${isCapped ? ' or more' : ''},`
}

function hitLine({ role, createdAt, branch, isOnShownBranch, snippet }: SearchHit, form: ListForm): string {
  const where = isOnShownBranch ? '' : `, branch ${branch.index} of ${branch.of}`
  return `${roleNames[role]}, ${dateText(createdAt)}${where}: ${textOf(snippet, form)}`
}

/** One line; hits in bold where the form has it. */
function textOf(pieces: readonly SnippetPiece[], form: ListForm): string {
  const text = pieces
    .map((piece) => {
      if (form === 'text') return piece.text
      return piece.isHit ? `**${escaped(piece.text)}**` : escaped(piece.text)
    })
    .join('')
  return text.replaceAll(/\s+/gu, ' ').trim()
}

/** Markdown that shows a text as it stands. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|~]/gu, '\\$&')
}
