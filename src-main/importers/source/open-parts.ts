/**
 * Opens the parts of one export as one source, as if all had been unpacked into the same folder.
 *
 * Which paths are parts of one export is group-parts.ts's work.
 */
import type { ImportProblem } from '@shared/job.ts'
import type { Member, Source } from '../source.ts'
import { defaultLimits } from './limits.ts'
import { openSource } from './open-source.ts'

/** Parts that a remark names; the report lists all of them anyway. */
const mostNamed = 10

/**
 * Opens one or more parts; the caller closes what it gets. A member keeps its name, since files are looked for beside the
 * file that names them, whichever part they are in; where an earlier part has one of that name, the name of its part stands
 * before it. Throws as `openSource` for the first part that cannot be opened.
 */
export async function openParts(parts: readonly string[], signal?: AbortSignal): Promise<Source> {
  const opened: Source[] = []
  try {
    for (const part of parts) opened.push(await openSource(part, defaultLimits, signal))
  } catch (error) {
    await closeAll(opened)
    throw error
  }
  const [first, ...others] = opened
  if (first === undefined) throw new Error('An export has at least one part.')
  return others.length === 0 ? first : joined(first, others)
}

interface Place {
  readonly source: Source
  readonly member: Member
}

function joined(first: Source, others: readonly Source[]): Source {
  const parts = [first, ...others]
  const places = new Map<string, Place>()
  const remarks: ImportProblem[] = [
    {
      where: first.name,
      reason: `It was read together with the other parts of this export: ${namesOf(others)}.`,
    },
  ]
  for (const source of parts) {
    remarks.push(...source.remarks.map(({ where, reason }) => ({ where: `${source.name}/${where}`, reason })))
    for (const member of source.members) {
      const name = places.has(member.name) ? `${source.name}/${member.name}` : member.name
      if (places.has(name)) remarks.push({ where: name, reason: 'The same name stands in two parts.' })
      else places.set(name, { source, member })
    }
  }
  const placeOf = ({ name }: Member): Place => {
    const place = places.get(name)
    if (place === undefined) throw new Error(`"${name}" is not a member of ${first.path} and its other parts`)
    return place
  }
  return {
    path: first.path,
    name: `${first.name} (${parts.length} parts)`,
    kind: parts.every(({ kind }) => kind === 'file') ? 'folder' : 'zip',
    size: parts.reduce((sum, { size }) => sum + size, 0),
    partNames: parts.map(({ name }) => name),
    members: [...places].map(([name, { member }]) => ({ name, size: member.size })),
    remarks,
    read: (wanted, signal) => {
      const { source, member } = placeOf(wanted)
      return source.read(member, signal)
    },
    head: (wanted, bytes) => {
      const { source, member } = placeOf(wanted)
      return source.head(member, bytes)
    },
    close: () => closeAll(parts),
  }
}

function namesOf(parts: readonly Source[]): string {
  const named = parts.slice(0, mostNamed).map(({ name }) => name)
  const others = parts.length - named.length
  return others === 0 ? named.join(', ') : `${named.join(', ')} and ${others} more`
}

async function closeAll(sources: readonly Source[]): Promise<void> {
  await Promise.all(sources.map((source) => source.close()))
}
