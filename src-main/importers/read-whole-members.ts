/**
 * Reads members of which each is one conversation, written down as a list of records: the session logs of coding agents.
 *
 * What the records mean is the importers' work.
 */
import { createHash } from 'node:crypto'
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import type { Json } from '@shared/json.ts'
import type { Position, ReadContext, ReadItem } from './importer.ts'
import { records } from './json/records.ts'
import type { PlannedMember } from './read-members.ts'
import type { Converted } from './record.ts'
import type { Member, Source } from './source.ts'

/** Takes the records of one member in their order and makes a conversation of them. */
export interface Gatherer {
  /** `index` is the record's place among all, also those that could not be read, from 0. */
  take(record: Json, index: number): void
  end(): Converted
}

export interface WholePlan {
  readonly members: readonly PlannedMember[]
  begin(member: Member): Gatherer
}

/** Damaged lines of one member that are named one by one; of more only the number is told. */
const namedFaults = 20

/**
 * Yields what comes of every member. A record that cannot be read is a remark, and the rest of its member goes on.
 * Throws only AppError `cancelled`.
 */
export async function* readWholeMembers(
  source: Source,
  context: ReadContext,
  plan: WholePlan,
): AsyncGenerator<ReadItem> {
  const totalBytes = plan.members.reduce((sum, { member }) => sum + member.size, 0)
  let before = 0
  for (const planned of plan.members) {
    const { member } = planned
    before += member.size
    const position: Position = { bytes: before, totalBytes }
    try {
      // Hashing alone is several times quicker than parsing, and most sessions of a folder are known from the last time.
      const fingerprint = await fingerprintOf(source, member, context.signal)
      if (context.isKnown(fingerprint, () => ({ kind: 'member', member })))
        yield { kind: 'known', place: member.name, fingerprint, position }
      else yield* await itemsOf(source, planned, plan, { signal: context.signal, fingerprint, position })
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'cancelled') throw error
      yield { kind: 'failed', where: member.name, reason: message, position }
    }
  }
}

async function fingerprintOf(source: Source, member: Member, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha1')
  for await (const chunk of source.read(member, signal)) hash.update(chunk)
  return hash.digest('hex')
}

interface Reading {
  readonly signal: AbortSignal
  readonly fingerprint: string
  readonly position: Position
}

async function itemsOf(
  source: Source,
  { member, listPath, isLines }: PlannedMember,
  plan: WholePlan,
  { signal, fingerprint, position }: Reading,
): Promise<readonly ReadItem[]> {
  const gatherer = plan.begin(member)
  const faults: { readonly where: string; readonly reason: string }[] = []
  let taken = 0
  const found = records(source, member, {
    signal,
    ...(listPath === null ? {} : { path: listPath }),
    ...(isLines === true && { isLines: true }),
  })
  for await (const record of found) {
    try {
      gatherer.take(record.parse() as Json, record.index)
      taken++
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const where = `${member.name}, ${isLines === true ? 'line' : 'entry'} ${record.index + 1}`
      faults.push({ where, reason: error.message })
    }
  }
  const remarks = faultItems(member, faults, position)
  if (taken === 0 && faults.length > 0) {
    const reason = 'Nothing in it could be read.'
    return [{ kind: 'failed', where: member.name, reason, position }, ...remarks]
  }
  const converted = gatherer.end()
  if (converted.kind !== 'conversation') {
    return [{ kind: converted.kind, where: member.name, reason: converted.reason, position }, ...remarks]
  }
  const { conversation, files } = converted
  return [
    { kind: 'conversation', place: member.name, fingerprint, conversation, files, position },
    ...remarks,
    ...(converted.remarks ?? []).map((reason): ReadItem => {
      return { kind: 'remark', where: member.name, reason, position }
    }),
  ]
}

function faultItems(
  member: Member,
  faults: readonly { readonly where: string; readonly reason: string }[],
  position: Position,
): ReadItem[] {
  const items = faults
    .slice(0, namedFaults)
    .map((fault): ReadItem => ({ kind: 'remark', ...fault, position }))
  const more = faults.length - items.length
  if (more > 0) {
    const reason = `${more} more records in it could not be read.`
    items.push({ kind: 'remark', where: member.name, reason, position })
  }
  return items
}
