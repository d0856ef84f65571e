/** The files of a Grok export: each stands alone in a folder that bears its id, as `prod-mc-asset-server//<id>/content`. */
import { plainRef } from '../attachment-part.ts'
import type { Source } from '../source.ts'

/** The member that an attachment's ref names, null when there is none. */
export type AssetFinder = (ref: string) => string | null

const assetPath = /prod-mc-asset-server\/+([^/]+)\/+content$/i
const uuid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi

/** Looks for assets by id; in the address of a picture that was made, each id in it is tried, the last one first. */
export function assetFinder(source: Source): AssetFinder {
  const byId = new Map<string, string>()
  for (const { name } of source.members) {
    const id = assetPath.exec(name)?.[1]
    if (id !== undefined) byId.set(id.toLowerCase(), name)
  }
  return (ref) => {
    const plain = plainRef(ref).toLowerCase()
    const ids = [plain, ...(plain.match(uuid) ?? []).toReversed()]
    return ids.map((id) => byId.get(id)).find((name) => name !== undefined) ?? null
  }
}
