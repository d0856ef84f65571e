/**
 * The lines of the Branches panel: every branch point with its versions, and runs without a fork folded into one line.
 *
 * A run begins at a first message or at a version and goes on until the next fork or the end. It shows its first two
 * messages and the number of the rest; the versions at its end stand one level below its first message. Hidden messages
 * have no line unless they are versions themselves or the end of a branch.
 */
import { isLeaf } from './reading-tree.ts'
import type { ReadingTree } from './reading-tree.ts'

/** The lines in columns; the n-th entry of every column is the n-th line. */
export interface Outline {
  readonly size: number
  /** The message of the line; for a run, the first of those it stands for. */
  readonly messages: Int32Array
  /** How many messages the line stands for when it is a run; 0 for a message of its own. */
  readonly runLengths: Int32Array
  /** Depth, counted from 1. */
  readonly levels: Int32Array
  /** The line above it in the tree, -1 at the top. */
  readonly parents: Int32Array
  /** Place of each line among the lines of its parent, counted from 1, and how many those are. */
  readonly positions: Int32Array
  readonly setSizes: Int32Array
  /** Whether lines can be unfolded below it, and whether they are. */
  readonly states: Uint8Array
}

export const lineState = { plain: 0, folded: 1, unfolded: 2 } as const

/** Trees of up to this many branches are unfolded whole; of larger ones only the shown branch. */
const smallTree = 60

interface Waiting {
  readonly head: number
  readonly level: number
  readonly parent: number
}

/**
 * Draws up the lines.
 *
 * @param isShown tells whether a message is on the shown branch
 * @param toggled the first messages of runs that the reader folded or unfolded against the rule
 */
export function outlineOf(
  reading: ReadingTree,
  isShown: (index: number) => boolean,
  toggled: ReadonlySet<number>,
): Outline {
  const { tree, branchCounts } = reading
  const isSmall = (branchCounts[tree.size] ?? 0) <= smallTree
  const lines = new Lines()
  const waiting: Waiting[] = []
  wait(waiting, reading, -1, 1, -1)
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { level, parent } = next
    const head = firstSeen(reading, next.head)
    if (isLeaf(tree, head)) {
      lines.add(head, 0, level, parent, lineState.plain)
      continue
    }
    const isUnfolded = (isSmall || isShown(head)) !== toggled.has(head)
    const line = lines.add(head, 0, level, parent, isUnfolded ? lineState.unfolded : lineState.folded)
    if (!isUnfolded) continue
    const end = addRun(lines, reading, head, level + 1, line)
    wait(waiting, reading, end, level + 1, line)
  }
  return lines.finish()
}

/**
 * The line that stands for a place on the shown branch: the last one that begins at or before it; -1 without lines.
 *
 * @param placeOf the place of a message on the shown branch, -1 for the others
 */
export function lineOfPlace(outline: Outline, placeOf: Int32Array, place: number): number {
  // Before the first line of all there can only be hidden messages.
  let nearest = outline.size > 0 ? 0 : -1
  let nearestPlace = -1
  for (let line = 0; line < outline.size; line++) {
    const at = placeOf[outline.messages[line] ?? -1] ?? -1
    if (at <= place && at > nearestPlace) {
      nearest = line
      nearestPlace = at
    }
  }
  return nearest
}

/** Adds what follows a head up to the next fork, and answers the last message of it. */
function addRun(lines: Lines, reading: ReadingTree, head: number, level: number, parent: number): number {
  const { tree } = reading
  const run: number[] = []
  let end = head
  for (;;) {
    const child = tree.firstChild[end] ?? -1
    if (child < 0 || (tree.nextSibling[child] ?? -1) >= 0) break
    if (reading.spine.hidden[child] !== 1) run.push(child)
    end = child
  }
  const [second, third] = run
  if (second !== undefined) lines.add(second, 0, level, parent, lineState.plain)
  if (third !== undefined)
    lines.add(third, run.length === 2 ? 0 : run.length - 1, level, parent, lineState.plain)
  return end
}

/** The message that a run begins with on the screen: past those that are hidden, as far as there is no fork. */
function firstSeen({ tree, spine, versionCounts }: ReadingTree, head: number): number {
  let at = head
  while (spine.hidden[at] === 1 && (versionCounts[at] ?? 1) === 1) {
    const child = tree.firstChild[at] ?? -1
    if (child < 0 || (tree.nextSibling[child] ?? -1) >= 0) break
    at = child
  }
  return at
}

/** Lays the versions below a message aside, the first one uppermost. */
function wait(waiting: Waiting[], reading: ReadingTree, above: number, level: number, parent: number): void {
  const { tree } = reading
  const from = waiting.length
  const first = tree.firstChild[above < 0 ? tree.size : above] ?? -1
  for (let head = first; head >= 0; head = tree.nextSibling[head] ?? -1) waiting.push({ head, level, parent })
  for (let low = from, high = waiting.length - 1; low < high; low++, high--) {
    const [a, b] = [waiting[low], waiting[high]]
    if (a !== undefined && b !== undefined) [waiting[low], waiting[high]] = [b, a]
  }
}

/** Columns that grow. */
class Lines {
  private size = 0
  private columns = new Int32Array(64 * 5)

  add(message: number, runLength: number, level: number, parent: number, state: number): number {
    if (this.size * 5 === this.columns.length) {
      const larger = new Int32Array(this.columns.length * 2)
      larger.set(this.columns)
      this.columns = larger
    }
    this.columns.set([message, runLength, level, parent, state], this.size * 5)
    return this.size++
  }

  finish(): Outline {
    const column = (offset: number): Int32Array =>
      Int32Array.from({ length: this.size }, (_, line) => this.columns[line * 5 + offset] ?? 0)
    const parents = column(3)
    const counts = new Int32Array(this.size + 1)
    const positions = parents.map((parent) => countUp(counts, parent))
    return {
      size: this.size,
      messages: column(0),
      runLengths: column(1),
      levels: column(2),
      parents,
      positions,
      setSizes: parents.map((parent) => counts[parent + 1] ?? 0),
      states: Uint8Array.from(column(4)),
    }
  }
}

function countUp(counts: Int32Array, parent: number): number {
  const count = (counts[parent + 1] ?? 0) + 1
  counts[parent + 1] = count
  return count
}
