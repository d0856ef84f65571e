/** Notes which members of a source are read: those are what an import was made of. */
import type { Source } from '../source.ts'

/** The same source; `used` gets the name of each member that is read, and not only looked at. */
export function notedSource(source: Source, used: Set<string>): Source {
  return {
    path: source.path,
    name: source.name,
    kind: source.kind,
    size: source.size,
    ...(source.partNames && { partNames: source.partNames }),
    members: source.members,
    remarks: source.remarks,
    read: (member, signal) => {
      used.add(member.name)
      return source.read(member, signal)
    },
    head: (member, bytes) => source.head(member, bytes),
    close: () => source.close(),
  }
}
