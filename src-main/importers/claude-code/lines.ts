/**
 * The lines of one Claude Code session, sorted: those that are messages and stand in a tree, and those beside it (titles,
 * queue operations, snapshots of files).
 *
 * What belongs together is turns.ts's work, what a line says message.ts's.
 */
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { filledTextAt } from '../fields.ts'

/** A line that is a message, or a part of one. */
export interface GraphLine {
  readonly uuid: string
  readonly type: string
  readonly raw: JsonObject
  /** The uuid of the nearest message line above; null for a first one. */
  readonly parent: string | null
  /** The parent that it names and that is not in the file; null where there is nothing amiss. */
  readonly lostParent: string | null
  /** What happened while a tool ran, as received; it hangs in the tree but says nothing to a reader. */
  readonly progress: JsonObject[]
}

export interface SessionLines {
  /** In the order of the file. */
  readonly graph: readonly GraphLine[]
  readonly beside: readonly Json[]
}

/** Takes the lines of a session one after the other. */
export class LineSorter {
  readonly #graph = new Map<string, JsonObject>()
  readonly #beside: Json[] = []

  take(line: Json): void {
    const uuid = isJsonObject(line) ? filledTextAt(line, 'uuid') : null
    // A line that is written again is the newer state of the same message, in the old place.
    if (isJsonObject(line) && uuid !== null && typeof line['type'] === 'string') this.#graph.set(uuid, line)
    else this.#beside.push(line)
  }

  sorted(): SessionLines {
    const lines = new Map<string, GraphLine>()
    const reached = new Map<string, string | null>()
    const last = new Map<string, string>()
    for (const [uuid, raw] of this.#graph) {
      const chain = chainOf(raw)
      const named = filledTextAt(raw, 'parentUuid', 'logicalParentUuid')
      // A parent that is not here was in a line that could not be read, or in another file: then the line before counts.
      const isLost = named !== null && !this.#graph.has(named)
      const given = isLost ? (last.get(chain) ?? null) : named
      const parent = given === null ? null : (reached.get(given) ?? given)
      last.set(chain, uuid)
      const type = filledTextAt(raw, 'type') ?? ''
      if (type === 'progress') {
        reached.set(uuid, parent)
        const above = parent === null ? undefined : lines.get(parent)
        if (above) above.progress.push(raw)
        else this.#beside.push(raw)
      } else {
        lines.set(uuid, { uuid, type, raw, parent, lostParent: isLost ? named : null, progress: [] })
      }
    }
    return { graph: [...lines.values()], beside: this.#beside }
  }
}

/** Which of the threads that are written into one file a line belongs to. */
function chainOf(raw: JsonObject): string {
  return raw['isSidechain'] === true ? `side ${filledTextAt(raw, 'agentId') ?? ''}` : 'main'
}
