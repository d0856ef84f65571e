/**
 * A page that Stemma wrote as an HTML archive: the conversations stand in it as data, a line each, and the pictures as
 * addresses that hold their bytes.
 *
 * The page is never run or shown: lines and addresses are cut out as the bytes stream by.
 */
import { archiveMark, dataEnd, dataStart, inlinedFile } from '@shared/html-archive.ts'
import { AppError } from '@shared/contract/app-error.ts'
import type { Member, Source } from '../source.ts'
import { firstBytes } from '../source/file-bytes.ts'

/** The mark stands right behind the policy of the page. */
const markBytes = 4096
const newline = 0x0a

/** What the mark of a member says: the version of its data, `none`; null for any other file. */
export async function markIn(source: Source, member: Member): Promise<string | null> {
  if (source.kind !== 'file' && !/\.html?$/i.test(member.name)) return null
  const head = await source.head(member, markBytes).catch(() => null)
  const text = head?.toString('latin1') ?? ''
  const start = text.indexOf(archiveMark)
  if (!/^\s*<!doctype html>/i.test(text) || start < 0) return null
  return /^[^"]{0,20}/.exec(text.slice(start + archiveMark.length))?.[0] ?? null
}

/** The same source, in which the page is nothing but the lines of its data: JSON, a conversation each. */
export function linesOfPage(source: Source, page: Member): Source {
  const read = (member: Member, signal?: AbortSignal): AsyncIterable<Buffer> => {
    const bytes = source.read(member, signal)
    return member.name === page.name ? dataLines(bytes) : bytes
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

/** A file whose bytes stand in the page. */
export interface FileInPage {
  /** What it is called among the files of an import. */
  readonly name: string
  /** Where its base64 stands, in bytes of the page, and how much of it there is. */
  readonly at: number
  readonly length: number
}

const start = Buffer.from(dataStart)
const end = Buffer.from(dataEnd)
const quote = 0x22
/** What every address has, and how far it goes on from there until its base64. */
const sign = Buffer.from(';sha256=')
const behindSign = sign.length + 64 + ';base64,'.length
/** What stands before the sign is shorter. */
const beforeSign = 200

/** Finds the first place of every file in the page, by SHA-256. */
export async function filesInPage(bytes: AsyncIterable<Buffer>): Promise<Map<string, FileInPage>> {
  const found = new Map<string, FileInPage>()
  let open: { readonly hash: string; readonly at: number } | null = null
  let window: Buffer = Buffer.alloc(0)
  /** Where the window begins in the page. */
  let before = 0
  for await (const chunk of bytes) {
    window = Buffer.concat([window, chunk])
    let from = 0
    for (;;) {
      if (open !== null) {
        const closing = window.indexOf(quote, from)
        from = closing < 0 ? window.length : closing
        if (closing < 0) break
        const { hash, at } = open
        if (!found.has(hash)) {
          found.set(hash, { name: `inlined/${hash}`, at, length: before + closing - at })
        }
        open = null
      }
      const at = window.indexOf(sign, from)
      const next = at + behindSign
      if (at < 0 || next > window.length) break
      const match = inlinedFile.exec(window.toString('latin1', Math.max(from, at - beforeSign), next))
      if (match?.[1] !== undefined) {
        open = { hash: match[1], at: before + next }
        from = next
      } else from = at + sign.length
    }
    const kept = open === null ? Math.max(from, window.length - beforeSign - behindSign) : window.length
    before += kept
    window = Buffer.from(window.subarray(kept))
  }
  return found
}

/** The bytes between the marks of each line of data, each with its line end. Throws AppError `corrupt-file` without any. */
async function* dataLines(page: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isAny = false
  let rest: Buffer[] = []
  for await (const chunk of page) {
    let from = 0
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      rest.push(chunk.subarray(from, at))
      const line = dataOfLine(Buffer.concat(rest))
      rest = []
      from = at + 1
      if (line === null) continue
      isAny = true
      yield line
    }
    rest.push(Buffer.from(chunk.subarray(from)))
  }
  if (!isAny) throw new AppError('corrupt-file', 'This page breaks off before its first conversation.')
}

function dataOfLine(line: Buffer): Buffer | null {
  if (!line.subarray(0, start.length).equals(start)) return null
  if (!line.subarray(line.length - end.length).equals(end)) return null
  return Buffer.concat([line.subarray(start.length, line.length - end.length), Buffer.from('\n')])
}

/** Decodes base64 as it streams by: four letters are three bytes. */
export async function* bytesOfFile(
  page: AsyncIterable<Buffer>,
  { at, length }: FileInPage,
): AsyncGenerator<Buffer> {
  let passed = 0
  let letters = ''
  for await (const chunk of page) {
    const from = Math.max(0, at - passed)
    const to = Math.min(chunk.length, at + length - passed)
    passed += chunk.length
    if (from < to) {
      letters += chunk.toString('latin1', from, to)
      const whole = letters.length - (letters.length % 4)
      yield Buffer.from(letters.slice(0, whole), 'base64')
      letters = letters.slice(whole)
    }
    if (passed >= at + length) break
  }
}
