/**
 * Reads the HTML archives that Stemma writes, where they were written with their data: every conversation comes back as it
 * was, from whichever product it was, with the pictures that stand in the page.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { archiveVersion, wholeConversation } from '@shared/html-archive.ts'
import type { Conversation } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import type { AttachedFile, Importer, ReadContext, ReadItem } from '../importer.ts'
import { defaultRecordLimits } from '../json/records.ts'
import { deepestNesting } from '../json/value-scan.ts'
import { readMembers } from '../read-members.ts'
import type { Converted } from '../record.ts'
import type { Member, Source } from '../source.ts'
import { bytesOfFile, filesInPage, linesOfPage, markIn, type FileInPage } from './page.ts'

/** A value of a conversation stands in a message, in its list, in the conversation. */
const levelsAround = 8

export const stemmaHtmlImporter: Importer = {
  id: 'stemma-html',
  name: 'Stemma HTML archive',
  version: 1,
  // Of an archive in several pages: the index has no conversations, and is passed over beside the others.
  partNames: /^conversations_[a-z0-9.-]+_\d{8}-\d{6}(?:-\d+)?(?:_(?:\d{4}-\d{2}|undated))?\.html$/,
  howToExport: 'Pages that Stemma wrote under Exports with their data in them.',
  async detect(source) {
    const pages = await pagesIn(source, (mark) => mark === archiveVersion)
    return pages.length === 0 ? null : { reason: 'because of the mark of Stemma and the data in the page' }
  },
  async explain(source) {
    const [page] = await pagesIn(source, (mark) => mark !== archiveVersion)
    if (page === undefined) return null
    const mark = await markIn(source, page)
    if (mark === 'index') {
      return new AppError(
        'unsupported-file',
        `“${source.name}” is the index of an HTML archive of Stemma; its conversations stand in the pages of the months beside it. Import those, or the ZIP of all of them.`,
      )
    }
    return new AppError(
      'unsupported-file',
      mark === 'none'
        ? `“${source.name}” is an HTML archive of Stemma that was written without its data. It can be read in a browser; to move conversations, export them with “Include data for importing again”.`
        : `“${source.name}” is an HTML archive of a newer Stemma, which this version does not read yet. Update Stemma.`,
    )
  },
  read,
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  for (const page of await pagesIn(source, (mark) => mark === archiveVersion)) {
    const files = await filesInPage(source.read(page, context.signal))
    yield* readMembers(linesOfPage(source, page), context, {
      members: [{ member: page, listPath: null, isSingle: false, isLines: true }],
      limits: { ...defaultRecordLimits, levels: deepestNesting + levelsAround },
      convert: (record) => convert(record, (hash) => attachedBytes(source, page, files.get(hash))),
    })
  }
}

async function pagesIn(source: Source, isWanted: (mark: string) => boolean): Promise<Member[]> {
  const pages: Member[] = []
  // Of a folder or zip too: there the rule for candidates passes web pages over.
  for (const member of source.members) {
    const mark = await markIn(source, member)
    if (mark !== null && isWanted(mark)) pages.push(member)
  }
  return pages
}

/** A file of the page as an attachment brings it; null for one that is not in it. */
function attachedBytes(
  source: Source,
  page: Member,
  file: FileInPage | undefined,
): Required<Pick<AttachedFile, 'member' | 'read'>> | null {
  if (file === undefined) return null
  return { member: file.name, read: () => bytesOfFile(source.read(page), file) }
}

function convert(record: Json, bytesOf: (hash: string) => ReturnType<typeof attachedBytes>): Converted {
  const checked = wholeConversation.safeParse(record)
  if (!checked.success) {
    const [issue] = checked.error.issues
    return {
      kind: 'failed',
      reason: `This is not a conversation as Stemma writes it: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    }
  }
  const { messages, ...rest } = checked.data
  const attached = messages.flatMap((message) =>
    message.attachments.map(({ ref, hash, mime, missing }): AttachedFile => {
      const bytes = hash === null ? null : bytesOf(hash)
      const known = { ref, messageId: message.id, mime }
      if (bytes !== null) return { ...known, ...bytes, missing: null }
      return { ...known, member: null, missing: missing ?? 'not in this file: it was left out of the page' }
    }),
  )
  const conversation: Conversation = {
    ...rest,
    // What is known of their bytes here is told by the files.
    messages: messages.map((message) => ({ ...message, attachments: [] })),
  }
  return { kind: 'conversation', conversation, files: attached }
}
