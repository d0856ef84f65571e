/** What a process and all that it has started hold in memory. Linux only: elsewhere it is nothing. */
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Megabytes by the kind of process (`main`, `renderer`, `gpu-process` …). Proportional: what several share counts once.
 *
 * @param {number} pid
 * @returns {Record<string, number>}
 */
export function memoryByKind(pid) {
  const parts = {}
  for (const id of [pid, ...descendantsOf(pid)]) {
    const kind = kindOf(id)
    parts[kind] = (parts[kind] ?? 0) + memoryOf(id)
  }
  return parts
}

function descendantsOf(pid) {
  const childrenOf = new Map()
  for (const name of namesIn('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const parent = Number(read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ')[1] ?? 0)
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), Number(name)])
  }
  const found = []
  const waiting = [pid]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const children = childrenOf.get(next) ?? []
    found.push(...children)
    waiting.push(...children)
  }
  return found
}

function memoryOf(pid) {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024
}

function kindOf(pid) {
  return /--type=([a-z-]+)/.exec(read(`/proc/${pid}/cmdline`))?.[1] ?? 'main'
}

function namesIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** A process may end while it is looked at. */
function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
