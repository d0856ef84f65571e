/**
 * `chat.html`, the page for reading that stands in every ChatGPT export: the conversations are written into a script in it,
 * as the very JSON of `conversations.json`.
 *
 * The script is never run and the page never shown: the bytes of the JSON are cut out as they stream by.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { ValueScan } from '../json/value-scan.ts'
import { lookAt } from '../members.ts'
import { isEmptyList } from '../recognise.ts'
import type { Member, Source } from '../source.ts'
import { firstBytes } from '../source/file-bytes.ts'

/** How the script begins; the list stands in one line behind it. */
const beginning = /<script\b[^]*?\b(?:var|let|const)\s+jsonData\s*=\s*(?=\[)/

/** Bytes of a page that the script is looked for in: only the title and some styles stand before it. */
const longestHead = 256 * 1024

/** The page of an export, if there is one among its members. */
export async function pageIn(source: Source): Promise<Member | null> {
  for (const member of source.members) {
    if (source.kind !== 'file' && !/\.html?$/i.test(member.name)) continue
    const head = await source.head(member, longestHead).catch(() => null)
    if (head === null || startIn(head) < 0) continue
    const look = await lookAt(sourceOfPage(source, member), member).catch(() => null)
    if (look?.recognised?.id === 'chatgpt' || (look !== null && isEmptyList(look.sample))) return member
  }
  return null
}

/** The same source, in which the page is nothing but the JSON in it. */
export function sourceOfPage(source: Source, page: Member): Source {
  const read = (member: Member, signal?: AbortSignal): AsyncIterable<Buffer> => {
    const bytes = source.read(member, signal)
    return member.name === page.name ? embeddedJson(bytes) : bytes
  }
  return {
    path: source.path,
    name: source.name,
    kind: source.kind,
    size: source.size,
    members: source.members,
    remarks: source.remarks,
    read,
    head: (member, bytes) => firstBytes(read(member), bytes),
    close: () => source.close(),
  }
}

/**
 * The bytes of the list in a page. Where the page breaks off they do as well; throws AppError `corrupt-file` for a page
 * without the script.
 */
async function* embeddedJson(page: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const scan = new ValueScan(true, Infinity, Infinity)
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of page) {
    let piece = chunk
    if (head !== null) {
      head = Buffer.concat([head, chunk])
      const start = startIn(head)
      if (start < 0 && head.length > longestHead) break
      if (start < 0) continue
      piece = head.subarray(start)
      head = null
    }
    const end = scan.feed(piece, 0, piece.length)
    yield end < 0 ? piece : piece.subarray(0, end)
    if (end >= 0) return
  }
  if (head !== null) throw new AppError('corrupt-file', 'This page holds no conversations.')
}

function startIn(head: Buffer): number {
  const text = head.toString('latin1')
  const found = beginning.exec(text)
  return found === null ? -1 : found.index + found[0].length
}
