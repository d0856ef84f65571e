/**
 * Reads members whose records are not conversations: a backup that keeps messages, topics and files in tables of their
 * own, a session that is written down line by line. A member is held in memory as a whole and unpacked.
 *
 * How it is unpacked and what comes of each piece is the importers' work.
 */
import { createHash } from 'node:crypto'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import { filledTextAt } from './fields.ts'
import type { Position, ReadContext, ReadItem } from './importer.ts'
import { records } from './json/records.ts'
import type { PlannedMember } from './read-members.ts'
import type { Converted } from './record.ts'
import type { Member, Source } from './source.ts'

export interface Unpacking {
  /**
   * One value for each conversation of a member, with everything in it that the conversion looks at. `values` are the
   * records of the member: its lines, the entries of its list, or the one object that it is.
   */
  unpack(values: readonly Json[], member: Member): readonly Json[] | Promise<readonly Json[]>
  convert(packed: Json, member: Member): Converted
}

/** What the conversations of one member have in common. */
export interface Unpacked {
  readonly member: Member
  readonly packed: readonly Json[]
  /** Bytes of the members before this one, and of all of them. */
  readonly before: number
  readonly totalBytes: number
}

/** Damaged lines of one member that are named one by one; of more only the number is told. */
const namedFaults = 20
/** Letters of a title that a place is named by. */
const longestTitle = 60

/** Yields what comes of every conversation of the members, in their order. Throws only AppError `cancelled`. */
export async function* readUnpackedMembers(
  source: Source,
  context: ReadContext,
  members: readonly PlannedMember[],
  unpacking: Unpacking,
): AsyncGenerator<ReadItem> {
  const totalBytes = members.reduce((sum, { member }) => sum + member.size, 0)
  let before = 0
  for (const planned of members) {
    const { member } = planned
    const position = { bytes: before + member.size, totalBytes }
    try {
      const { values, faults } = await valuesOf(source, planned, context.signal)
      if (values.length === 0 && faults.length > 0) {
        yield { kind: 'failed', where: member.name, reason: 'Nothing in it could be read.', position }
      } else {
        const packed = await unpacking.unpack(values, member)
        yield* itemsOfUnpacked({ member, packed, before, totalBytes }, context, unpacking)
      }
      yield* faultItems(member, faults, position)
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'cancelled') throw error
      yield { kind: 'failed', where: member.name, reason: message, position }
    }
    before += member.size
  }
}

/** What comes of the conversations of one member; that it holds none is told as well. Throws AppError `cancelled`. */
export function* itemsOfUnpacked(
  { member, packed, before, totalBytes }: Unpacked,
  { signal, isKnown }: ReadContext,
  { convert }: Pick<Unpacking, 'convert'>,
): Generator<ReadItem> {
  if (packed.length === 0) {
    const position: Position = { bytes: before + member.size, totalBytes }
    yield { kind: 'skipped', where: member.name, reason: 'It holds no conversations.', position }
  }
  for (const [index, one] of packed.entries()) {
    if (signal.aborted) throw new AppError('cancelled', 'The import was cancelled.')
    const bytes = before + Math.round((member.size * (index + 1)) / packed.length)
    const position: Position = { bytes, totalBytes }
    const number = packed.length === 1 ? '' : `, conversation ${index + 1}`
    const place = `${member.name}${number}${titleIn(one)}`
    const text = JSON.stringify(one)
    const fingerprint = createHash('sha1').update(text).digest('hex')
    if (isKnown(fingerprint, () => ({ kind: 'gathered', text }))) {
      yield { kind: 'known', place, fingerprint, position }
      continue
    }
    yield* itemsOf(place, fingerprint, position, () => convert(one, member))
  }
}

function itemsOf(
  place: string,
  fingerprint: string,
  position: Position,
  convert: () => Converted,
): readonly ReadItem[] {
  try {
    const converted = convert()
    if (converted.kind !== 'conversation') {
      return [{ kind: converted.kind, where: place, reason: converted.reason, position }]
    }
    const { conversation, files, remarks = [] } = converted
    return [
      { kind: 'conversation', place, fingerprint, conversation, files, position },
      ...remarks.map((reason): ReadItem => ({ kind: 'remark', where: place, reason, position })),
    ]
  } catch (error) {
    // Also a mistake of ours in one conversation must not cost the reader all others; its sentence says whose it is.
    return [{ kind: 'failed', where: place, reason: toErrorValue(error).message, position }]
  }
}

interface Fault {
  readonly where: string
  readonly reason: string
}

async function valuesOf(
  source: Source,
  { member, listPath, isLines }: PlannedMember,
  signal: AbortSignal,
): Promise<{ readonly values: readonly Json[]; readonly faults: readonly Fault[] }> {
  const values: Json[] = []
  const faults: Fault[] = []
  const found = records(source, member, {
    signal,
    ...(listPath === null ? {} : { path: listPath }),
    ...(isLines === true && { isLines: true }),
  })
  for await (const record of found) {
    try {
      values.push(record.parse() as Json)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const where = `${member.name}, ${isLines === true ? 'line' : 'entry'} ${record.index + 1}`
      faults.push({ where, reason: error.message })
    }
  }
  return { values, faults }
}

function faultItems(member: Member, faults: readonly Fault[], position: Position): ReadItem[] {
  const named = faults.slice(0, namedFaults)
  const items = named.map((fault): ReadItem => ({ kind: 'remark', ...fault, position }))
  const more = faults.length - named.length
  if (more > 0) {
    const reason = `${more} more records in it could not be read.`
    items.push({ kind: 'remark', where: member.name, reason, position })
  }
  return items
}

function titleIn(packed: Json): string {
  const title = isJsonObject(packed) ? filledTextAt(packed, 'title') : null
  if (title === null) return ''
  const letters = Array.from(title)
  return ` ("${letters.length > longestTitle ? `${letters.slice(0, longestTitle).join('')}…` : title}")`
}
