/**
 * Reads the records of a source's members and turns each into a conversation, whatever the format.
 *
 * What every importer promises is kept here: a record that cannot be read is told and the rest goes on.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt } from './fields.ts'
import type { AttachedFile, Position, ReadContext, ReadItem } from './importer.ts'
import { records, type JsonRecord, type RecordLimits } from './json/records.ts'
import { mimeOfBytes } from './mime.ts'
import type { Converted } from './record.ts'
import type { Member, Source } from './source.ts'

export interface Plan {
  readonly members: readonly PlannedMember[]
  readonly limits?: RecordLimits
  /** True where files beside a record may say something new of it: it is read although it is known. Gets its bytes. */
  changesBeside?(record: Buffer): boolean
  convert(record: Json, member: Member): Converted
}

export interface PlannedMember {
  readonly member: Member
  /** The key of its list of records, null when it is the list or the one record itself. */
  readonly listPath: string | null
  /** True when the member is one record, so that counting entries would tell nothing. */
  readonly isSingle: boolean
  /** True when every line of the member is a record (JSONL). */
  readonly isLines?: boolean
}

/** Bytes that the type of a file is told by. */
const mimeBytes = 32
/** Letters of a title that a place is named by. */
const longestTitle = 60

/** Yields what comes of every record of the planned members, in their order. Throws only AppError `cancelled`. */
export async function* readMembers(
  source: Source,
  context: ReadContext,
  plan: Plan,
): AsyncGenerator<ReadItem> {
  const totalBytes = plan.members.reduce((sum, { member }) => sum + member.size, 0)
  const sniffer = new MimeSniffer(source)
  let before = 0
  for (const planned of plan.members) {
    const { member, listPath } = planned
    let read = 0
    let position: Position = { bytes: before, totalBytes }
    try {
      const found = records(source, member, {
        signal: context.signal,
        isKnown: (fingerprint, bytes) =>
          context.isKnown(fingerprint, () => ({ kind: 'bytes', bytes })) &&
          plan.changesBeside?.(bytes) !== true,
        ...(listPath === null ? {} : { path: listPath }),
        ...(planned.isLines === true && { isLines: true }),
        ...(plan.limits && { limits: plan.limits }),
      })
      for await (const record of found) {
        read = record.index + 1
        position = { bytes: before + record.end, totalBytes }
        yield* await itemsOf(record, planned, plan, sniffer, position)
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'cancelled') throw error
      const where = read === 0 ? member.name : `${member.name}, after entry ${read}`
      yield { kind: 'failed', where, reason: error.message, position }
    }
    before += member.size
  }
}

/** What comes of one record: the item itself, then the remarks on it. */
async function itemsOf(
  record: JsonRecord,
  { member, isSingle, isLines }: PlannedMember,
  plan: Plan,
  sniffer: MimeSniffer,
  position: Position,
): Promise<readonly ReadItem[]> {
  const { fingerprint } = record
  const number = `${isLines === true ? 'line' : 'entry'} ${record.index + 1}`
  const entry = isSingle ? member.name : `${member.name}, ${number}`
  if (record.isKnown && fingerprint !== null) return [{ kind: 'known', place: entry, fingerprint, position }]
  let place = entry
  try {
    const raw = record.parse() as Json
    place += titleIn(raw)
    const converted = plan.convert(raw, member)
    if (converted.kind !== 'conversation') {
      return [{ kind: converted.kind, where: place, reason: converted.reason, position }]
    }
    const files = await sniffer.withTypes(converted.files)
    const { conversation, remarks = [] } = converted
    return [
      { kind: 'conversation', place, fingerprint, conversation, files, position },
      ...remarks.map((reason): ReadItem => ({ kind: 'remark', where: place, reason, position })),
    ]
  } catch (error) {
    // Also a mistake of ours in one record must not cost the reader all others; its sentence says whose it is.
    return [{ kind: 'failed', where: place, reason: toErrorValue(error).message, position }]
  }
}

function titleIn(raw: Json): string {
  const title = isJsonObject(raw) ? filledTextAt(raw, 'title', 'name') : null
  if (title === null) return ''
  const letters = Array.from(title)
  return ` ("${letters.length > longestTitle ? `${letters.slice(0, longestTitle).join('')}…` : title}")`
}

/** Finds out the type of files whose names do not tell it. */
class MimeSniffer {
  readonly #source: Source
  readonly #members: ReadonlyMap<string, Member>
  readonly #found = new Map<string, string | null>()

  constructor(source: Source) {
    this.#source = source
    this.#members = new Map(source.members.map((member) => [member.name, member]))
  }

  async withTypes(files: readonly AttachedFile[]): Promise<readonly AttachedFile[]> {
    const typed: AttachedFile[] = []
    for (const file of files) {
      const isUntold = file.member !== null && file.mime === null
      typed.push(isUntold ? { ...file, mime: await this.#typeOf(file.member) } : file)
    }
    return typed
  }

  async #typeOf(name: string): Promise<string | null> {
    const known = this.#found.get(name)
    if (known !== undefined) return known
    const member = this.#members.get(name)
    // What cannot be read is reported when the file itself is taken into the archive.
    const head = member ? await this.#source.head(member, mimeBytes).catch(() => null) : null
    const mime = head === null ? null : mimeOfBytes(head)
    this.#found.set(name, mime)
    return mime
  }
}
