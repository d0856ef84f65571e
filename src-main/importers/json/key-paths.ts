/**
 * What keys a JSON file has near its start: what importers recognise their product by.
 *
 * Takes a cut-off start and damaged records as they come; which keys mean which product is the importers' knowledge.
 */
import { headAsUtf8 } from './encoding.ts'

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'

export interface Sample {
  /** `lines` is one object after another, as in JSONL; `other` is no JSON. */
  readonly shape: 'array' | 'object' | 'lines' | 'other'
  /** Elements (of an array) or lines that were begun; 1 for an object. */
  readonly elements: number
  // The types seen at each path of the first elements. Paths are keys with `/` between them; `[]` stands for every
  // element of an array: `[]/mapping`, `conversations/[]/uuid`. Each path is listed with its own keys and also with any
  // one key replaced by `*`, for maps whose keys are ids: `[]/mapping/*/message`. Lines are elements: `[]/type`.
  readonly paths: ReadonlyMap<string, ReadonlySet<JsonType>>
}

/** Bytes of a member that `samplePaths` wants. */
export const sampleBytes = 256 * 1024

// Enough that an empty or damaged record at the start does not decide.
const sampledElements = 20
const longestPath = 6
// A map with thousands of ids tells nothing more after its first entries.
const mostPaths = 20_000

interface Level {
  readonly isArray: boolean
  /** Path of the container. */
  readonly path: readonly string[]
  /** The key of the member that is being read; null in arrays and between members. */
  key: string | null
}

/** Reads the first bytes of a member. Never throws. */
export function samplePaths(head: Buffer): Sample {
  const text = headAsUtf8(head).toString('utf8')
  const start = /^\s*([[{])/.exec(text)
  if (start === null) return { shape: 'other', elements: 0, paths: new Map() }
  return new Sampler(text, start[1] === '[').sample()
}

// A string that is cut off by the end of the sample reaches to that end, so that its text is not taken for structure.
const token =
  /"(?<string>[^"\\]*(?:\\[^][^"\\]*)*)(?:"|\\?$)|(?<bracket>[[\]{}])|(?<mark>[,:])|(?<scalar>[^\s"[\]{},:]+)/g

class Sampler {
  readonly #text: string
  readonly #isArray: boolean
  readonly #paths = new Map<string, Set<JsonType>>()
  readonly #levels: Level[] = []
  #documents = 0
  #elements = 0

  constructor(text: string, isArray: boolean) {
    this.#text = text
    this.#isArray = isArray
  }

  sample(): Sample {
    for (const match of this.#text.matchAll(token)) {
      if (this.#elements > sampledElements || this.#documents > sampledElements) break
      this.#take(match)
    }
    if (this.#isArray) {
      return { shape: 'array', elements: Math.min(this.#elements, sampledElements), paths: this.#paths }
    }
    if (this.#documents < 2) return { shape: 'object', elements: 1, paths: this.#paths }
    const asLines = new Map([...this.#paths].map(([path, types]) => [`[]/${path}`, types]))
    return { shape: 'lines', elements: Math.min(this.#documents, sampledElements), paths: asLines }
  }

  #take(match: RegExpExecArray): void {
    const { string, bracket, mark, scalar } = match.groups ?? {}
    const level = this.#levels.at(-1)
    if (bracket === '{' || bracket === '[') {
      const isArray = bracket === '['
      const path = level === undefined ? [] : this.#childPath(level)
      if (level === undefined) this.#documents++
      else this.#note(path, isArray ? 'array' : 'object')
      this.#levels.push({ isArray, path, key: null })
    } else if (bracket !== undefined) {
      this.#levels.pop()
    } else if (mark === ',') {
      if (level !== undefined) level.key = null
    } else if (level === undefined) {
      return
    } else if (string !== undefined) {
      if (!level.isArray && level.key === null) level.key = unescaped(string)
      else this.#note(this.#childPath(level), 'string')
    } else if (scalar !== undefined && (level.isArray || level.key !== null)) {
      this.#note(this.#childPath(level), typeOfScalar(scalar))
    }
  }

  #childPath(level: Level): readonly string[] {
    // Below the longest path nothing is noted; growing it further would cost the square of a hostile depth.
    if (level.path.length > longestPath) return level.path
    if (level.isArray) {
      if (this.#levels.length === 1 && this.#isArray) this.#elements++
      return [...level.path, '[]']
    }
    return [...level.path, level.key ?? '']
  }

  #note(path: readonly string[], type: JsonType): void {
    if (path.length > longestPath || this.#elements > sampledElements) return
    this.#add(path.join('/'), type)
    path.forEach((part, place) => {
      if (part !== '[]') this.#add(path.with(place, '*').join('/'), type)
    })
  }

  #add(path: string, type: JsonType): void {
    const types = this.#paths.get(path)
    if (types !== undefined) types.add(type)
    else if (this.#paths.size < mostPaths) this.#paths.set(path, new Set([type]))
  }
}

function unescaped(string: string): string {
  if (!string.includes('\\')) return string
  try {
    return String(JSON.parse(`"${string}"`))
  } catch {
    return string
  }
}

function typeOfScalar(scalar: string): JsonType {
  if (scalar === 'true' || scalar === 'false') return 'boolean'
  return scalar === 'null' ? 'null' : 'number'
}
