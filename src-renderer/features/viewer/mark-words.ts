/** Marks the words of a search inside a message that is on the screen, and unfolds what hides the marks. */
import { findWords, type SoughtWord } from '../../ui/find-words.ts'
import type { TextRange } from '../../ui/find-words.ts'

const blocks =
  'p, li, td, th, pre, h1, h2, h3, h4, h5, h6, blockquote, summary, figcaption, dt, dd, div, details'
/** Formulas and controls are not running text: a mark inside would break the one and rename the other. */
const unmarked = 'math, .katex, svg, button'

/** Wraps every place where one of the words stands in a `<mark>`, however the text is split into elements. Answers the marks in reading order. */
export function markWords(root: HTMLElement, words: readonly SoughtWord[]): HTMLElement[] {
  return words.length === 0 ? [] : runsOf(root).flatMap((run) => markRun(run, words))
}

/** Opens the folds around marks, as far as they are inside of `root`. */
export function unfoldAround(marks: readonly HTMLElement[], root: HTMLElement): void {
  for (const mark of marks) {
    let fold = mark.parentElement?.closest('details') ?? null
    while (fold !== null && root.contains(fold)) {
      fold.open = true
      fold = fold.parentElement?.closest('details') ?? null
    }
  }
}

/** Text nodes that follow each other within one block: a word may begin in one and end in the next. */
function runsOf(root: HTMLElement): Text[][] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const runs: Text[][] = []
  let lastBlock: Element | null = null
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!(node instanceof Text) || parent === null || parent.closest(unmarked) !== null) continue
    const block = parent.closest(blocks)
    const run = runs.at(-1)
    if (run !== undefined && block === lastBlock) run.push(node)
    else runs.push([node])
    lastBlock = block
  }
  return runs
}

function markRun(run: readonly Text[], words: readonly SoughtWord[]): HTMLElement[] {
  const ranges = findWords(run.map((node) => node.data).join(''), words)
  if (ranges.length === 0) return []
  let start = 0
  return run.flatMap((node) => {
    const end = start + node.length
    const inside = ranges
      .filter((range) => range.start < end && range.end > start)
      .map((range) => ({ start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start }))
    start = end
    return markNode(node, inside)
  })
}

function markNode(node: Text, ranges: readonly TextRange[]): HTMLElement[] {
  // From the end, so that the offsets of those still to come stay true.
  return ranges
    .toReversed()
    .map((range) => {
      const hit = node.splitText(range.start)
      hit.splitText(range.end - range.start)
      const mark = document.createElement('mark')
      hit.replaceWith(mark)
      mark.append(hit)
      return mark
    })
    .toReversed()
}
