/**
 * What the app has to reach, and whether it does. Figures are ratios to a yardstick of the same run wherever there is
 * one; the numbers that begin with W are times and memory of the whole app in Electron.
 */
import { counted } from './telling.mjs'

const million = { count: 1_000_000, unit: 'messages' }
const hundredThousand = { count: 100_000, unit: 'messages' }
const export300 = { count: 300, unit: 'MB' }

/** `at` is how large the archive or the file is for which the figure is wanted: one of a smaller one decides nothing. */
const targets = {
  P1: {
    what: 'CPU of cutting and parsing / of `JSON.parse` of the file; 50 MB first',
    wanted: '≤ 0.8',
    at: export300,
  },
  P2: { what: 'reading 1 GB: highest memory; against that of 50 MB', wanted: '≤ 160 MB; ≤ 2.2 ×' },
  P3: {
    what: 'records equal to `JSON.parse` for random files in pieces of any size; a cut file is an error',
    wanted: '≥ 10,000 files',
  },
  I1: { what: 'import: all can be read', wanted: '≤ 0.9 × floor, ≤ 1.7 × `JSON.parse`', at: export300 },
  I2: { what: 'import: all is found', wanted: '≤ 2.0 × floor', at: export300 },
  I3: { what: 'import: CPU in all', wanted: '≤ 3.4 × floor', at: export300 },
  I4: { what: 'import of 1 GB: highest memory; MB/s against those of 300 MB', wanted: '≤ 600 MB; ≥ 0.9 ×' },
  I5: { what: 'import: longest delay of the thread that answers', wanted: '≤ 50 ms', at: export300 },
  I6: { what: 'the same file again', wanted: '≤ 0.5 × `JSON.parse`, nothing new', at: export300 },
  I7: { what: 'databases / text; / JSON', wanted: '≤ 2.3; ≤ 1.3', at: export300 },
  I8: { what: 'import: highest memory', wanted: '≤ 450 MB', at: export300 },
  S1: { what: 'first 50 hits with snippets, newest first, p95', wanted: '≤ 10 ms, phrase ≤ 30', at: million },
  S2: { what: 'by relevance, with count, p95', wanted: '≤ 30 ms in every class', at: million },
  S3: { what: 'ripgrep’s median / p95 of the first hits', wanted: '≥ 40, phrase ≥ 15', at: million },
  S3s: { what: 'the same in a tenth of the archive', wanted: '≥ 8', at: hundredThousand },
  S4: {
    what: 'p95 of the first hits / in a tenth of the archive',
    wanted: '≤ 2, but phrase and rare',
    at: million,
  },
  S5: {
    what: 'common word: textbook FTS5 by date with snippets, and by BM25 over all / ours',
    wanted: '≥ 500; ≥ 100',
    at: million,
  },
  S6: {
    what: 'newest 50 while typing that a scan and FTS5 find too',
    wanted: '1.0; prefix ≥ 0.95; substring on Enter ≥ 0.97',
    at: hundredThousand,
  },
  L1: {
    what: 'a page of the library, any sort and filter, p95: first, last',
    wanted: '≤ 1 ms; last ≤ 2 × first',
    at: million,
  },
  L2: { what: '10,000 messages: data of the first screen / load and clone all', wanted: '≤ 1/8' },
  O1: {
    what: 'open to first page of the list; memory grown after 30 searches',
    wanted: '≤ 50 ms; ≤ 60 MB',
    at: million,
  },
  O2: { what: 'pages that a cold search reads', wanted: '≤ 250', at: million },
  G1: { what: 'time of an import grows as messages to the power of', wanted: '≤ 1.1', at: million },
  W1: { what: 'start until the list can be used', wanted: '< 2 s', at: million },
  W2: { what: 'main process, idle', wanted: '≤ 250 MB', at: million },
  W3: { what: 'first keystroke to first results on the screen', wanted: '< 100 ms', at: million },
  W4: { what: 'click until the first message stands there, of 10,000', wanted: '< 300 ms' },
  W5: { what: 'click until the first message stands there, of 1,000,000', wanted: '< 2 s' },
  W6: { what: 'import of 1 GB in the window: highest memory of all processes', wanted: '≤ 600 MB' },
}

const judged = new Map()

/**
 * Notes what was measured for a target.
 *
 * @param {keyof typeof targets} id
 * @param {string} measured
 * @param {boolean} isReached
 * @param {number} [size] of the archive or the file, in the unit of the target's `at`
 */
export function judge(id, measured, isReached, size) {
  const { at } = targets[id]
  const isSized = at === undefined || size >= at.count * 0.9
  if (!isSized && (judged.get(id)?.size ?? 0) > size) return
  const verdict = isReached ? 'reached' : '**not reached**'
  judged.set(id, { measured, verdict: isSized ? verdict : `asked for ${sizeText(at, at.count)}`, size })
}

/** Says why a target has not been measured in this run. */
export function leaveOut(ids, reason) {
  for (const id of ids) judged.set(id, { measured: '–', verdict: reason })
}

/** All targets as a table of Markdown. */
export function printTargets() {
  console.log('\n| # | what | wanted | measured | |\n|---|---|---|---|---|')
  for (const [id, { what, wanted, at }] of Object.entries(targets)) {
    const { measured, verdict, size } = judged.get(id) ?? { measured: '–', verdict: 'not in this run' }
    const of = at === undefined ? '' : `; ${sizeText(at, size ?? at.count)}`
    console.log(`| ${id} | ${what}${of} | ${wanted} | ${measured} | ${verdict} |`)
  }
}

const sizeText = ({ unit }, size) => `${counted(size)} ${unit}`
