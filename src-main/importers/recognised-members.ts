/** The members of a source that recognise.ts takes for one of certain formats, planned to be read. */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Match, ReadItem } from './importer.ts'
import { candidates, lookAt, type Look } from './members.ts'
import type { PlannedMember } from './read-members.ts'
import type { Recognised } from './recognise.ts'
import type { Member, Source } from './source.ts'

export type FormatId = Recognised['id']

export interface RecognisedMember extends PlannedMember {
  readonly formatId: FormatId
}

/** Why a source is taken for one of these formats; null when no member of it is. */
export async function matchOf(source: Source, formats: readonly FormatId[]): Promise<Match | null> {
  for (const member of candidates(source)) {
    const look = await lookAt(source, member).catch(() => null)
    if (look?.recognised && formats.includes(look.recognised.id)) return { reason: look.recognised.reason }
  }
  return null
}

/** The members of these formats, and remarks on what stands beside them and is not read. */
export async function recognisedMembers(
  source: Source,
  formats: readonly FormatId[],
): Promise<{ readonly members: readonly RecognisedMember[]; readonly remarks: readonly ReadItem[] }> {
  const members: RecognisedMember[] = []
  const remarks: ReadItem[] = []
  const others = new Map<string, string[]>()
  for (const member of candidates(source)) {
    try {
      const look = await lookAt(source, member)
      if (look.recognised === null) continue
      const { id, name } = look.recognised
      if (formats.includes(id)) members.push({ ...planned(member, look), formatId: id })
      else others.set(name, [...(others.get(name) ?? []), member.name])
    } catch (error) {
      remarks.push(remark(member.name, toErrorValue(error).message))
    }
  }
  for (const [name, [first = '', ...more]] of others) {
    const count = more.length === 0 ? '' : ` (and ${more.length} more files like it)`
    remarks.push(
      remark(first, `This is ${name}${count}. It was not read with the others; import it on its own.`),
    )
  }
  return { members, remarks }
}

/** A remark that is no record's. */
export function remark(where: string, reason: string): ReadItem {
  return { kind: 'remark', where, reason, position: { bytes: 0, totalBytes: 0 } }
}

function planned(member: Member, { recognised, sample }: Look): PlannedMember {
  const listPath = recognised?.listPath ?? null
  // A first line that is longer than the sample hides that others follow.
  const mayGoOn = sample.shape === 'object' && listPath === null && /\.(jsonl|ndjson)$/i.test(member.name)
  const isLines = sample.shape === 'lines' || mayGoOn
  return { member, listPath, isLines, isSingle: sample.shape === 'object' && listPath === null && !isLines }
}
