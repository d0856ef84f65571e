/** What the sheet says of a record: where it comes from, and what it is. */
import type { FoundRecord, RecordOrigin } from '@shared/contract/conversation.ts'
import { countText } from '../../ui/counts.ts'
import { dateText } from '../../ui/dates.ts'
import { lastOfPath } from '../../ui/path-name.ts'

const reasons: Readonly<Record<Extract<RecordOrigin, { from: 'archive' }>['why'], string>> = {
  'made-here': 'It was made in Stemma, so no file has a record of it.',
  'not-kept': 'The imported file was not kept.',
  'no-record': 'In a file of this kind a conversation is not one record.',
  'not-found': 'Its record was not found in the kept file.',
  damaged: 'The kept file is damaged or gone.',
}

/** The heading: only what comes out of the file is “as received”. */
export function recordTitle({ origin, of }: FoundRecord): string {
  const what = of === 'message' ? 'Message' : 'Conversation'
  return origin.from === 'original' ? `${what} as received` : `${what} as the archive holds it`
}

/** Where the record comes from and how far it can be trusted to be the source's own, for a person. */
export function recordWords(record: FoundRecord, isOfMessage: boolean): string {
  const { origin, of } = record
  if (origin.from === 'archive') {
    return `${reasons[origin.why]} This is what Stemma holds of it; fields of the source that Stemma has no name for stand under “extra”.`
  }
  const isAround = isOfMessage && of === 'conversation'
  const why = isAround
    ? 'This message has no record of its own there, so this is that of its conversation. '
    : ''
  return `${why}From ${lastOfPath(origin.file)}, imported ${dateText(origin.importedAt)}. Every value stands as it was written; only line breaks and indents were added.`
}

/** Says how much of a long record is shown; null where that is all of it. */
export function cutWords({ isWhole, text, length }: FoundRecord): string | null {
  if (isWhole) return null
  return `Only the first ${countText(text.length)} characters are shown; as written, the record has ${countText(length)}. Save it to have all of it.`
}

/** A name for the file that a record is saved to. */
export function recordFileName(title: string): string {
  const usable = title.replaceAll(/[\\/:*?"<>|\p{Cc}]/gu, ' ').trim()
  return `${Array.from(usable).slice(0, 60).join('') || 'Conversation'} record`
}
