/** Searches in archives of rising size: against time, ripgrep, a textbook's FTS5, and the same in a smaller archive. */
import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { measure, median } from '../measure.mjs'
import { databasesOf, exportOfMessages, freshFolder, readOnce, tidiedArchiveOf } from '../prepared.mjs'
import { judge, leaveOut } from '../targets.mjs'
import { counted, timeLine } from '../telling.mjs'

const ways = {
  newest: 'newest first, while typing',
  relevance: 'by relevance, with count, while typing',
  complete: 'newest first, with count, complete',
}
/** Recall is compared with scans of all texts, which take too long in a larger archive. */
const mostScanned = 200_000
const hundredThousand = 100_000

export function benchSearch({ scales, runs }) {
  const hasRipgrep = spawnSync('rg', ['--version']).status === 0
  if (!hasRipgrep) leaveOut(['S3', 'S3s'], 'rg is not installed')
  const sizes = scales.map((wanted) => {
    const { folder, facts, tidied } = tidiedArchiveOf(exportOfMessages(wanted))
    timeLine('upkeep after the import, in idle moments', tidied.total)
    console.log(
      `search in ${counted(facts.messages)} messages, 50 hits with snippets, first run of each query, ms:`,
    )
    const { messages } = facts
    const asked = Object.fromEntries(
      Object.keys(ways).map((way) => [way, Array.from({ length: runs }, () => searched(folder, way))]),
    )
    const scanned = hasRipgrep ? inFreshFolder((texts) => measure('scan', [folder, texts])) : {}
    const p95 = (way, kind) => median(asked[way], `${kind} p95`)
    const size = { messages, kinds: kindsIn(asked.newest[0]), p95, scanned }
    tellTimes(asked, size)
    judgeTimes(size)
    if (hasRipgrep) judgeScan(size)
    againstTextbook(folder, messages)
    return size
  })
  judgeGrowth(sizes)
}

function searched(folder, way) {
  readOnce(...databasesOf(folder))
  return measure('search', [folder, way])
}

function inFreshFolder(work) {
  const folder = freshFolder()
  const result = work(folder)
  rmSync(folder, { recursive: true })
  return result
}

const kindsIn = (measured) => Object.keys(measured).flatMap((key) => /^(.*) p95$/.exec(key)?.[1] ?? [])

function tellTimes(asked, { kinds, p95, scanned }) {
  for (const [way, name] of Object.entries(ways)) {
    console.log(`  ${name}:`)
    for (const kind of kinds) {
      const p50 = median(asked[way], `${kind} p50`).toFixed(1).padStart(7)
      const scan = scanned[kind]
      const against =
        scan === undefined ? '' : `   rg ${scan.toFixed(0)}, ${(scan / p95(way, kind)).toFixed(0)} × the p95`
      console.log(
        `    ${kind.padEnd(12)} p50 ${p50}   p95 ${p95(way, kind).toFixed(1).padStart(7)}${against}`,
      )
    }
  }
}

function judgeTimes({ messages, kinds, p95 }) {
  const told = (way) => kinds.map((kind) => `${kind} ${p95(way, kind).toFixed(1)}`).join(', ')
  const isQuick = kinds.every((kind) => p95('newest', kind) <= (kind === 'phrase' ? 30 : 10))
  judge('S1', told('newest'), isQuick, messages)
  judge(
    'S2',
    told('relevance'),
    kinds.every((kind) => p95('relevance', kind) <= 30),
    messages,
  )
}

function judgeScan({ messages, kinds, p95, scanned }) {
  const times = kinds.map((kind) => [kind, scanned[kind] / p95('newest', kind)])
  const told = times.map(([kind, ratio]) => `${kind} ${ratio.toFixed(0)}`).join(', ')
  if (messages < 3 * hundredThousand)
    return judge(
      'S3s',
      told,
      times.every(([, ratio]) => ratio >= 8),
      messages,
    )
  judge(
    'S3',
    told,
    times.every(([kind, ratio]) => ratio >= (kind === 'phrase' ? 15 : 40)),
    messages,
  )
}

function againstTextbook(archive, messages) {
  const task = messages <= mostScanned ? ['recall'] : []
  const times = inFreshFolder((folder) => {
    measure('textbook', [archive, folder, 'make'])
    readOnce(...databasesOf(archive))
    return measure('textbook', [archive, folder, ...task])
  })
  const [byDate, byRank] = [times['by date'] / times.ours, times.bm25 / times.ours]
  const told = `${byDate.toFixed(0)}; ${byRank.toFixed(0)}`
  console.log(
    `  a common word: ${times.ours.toFixed(1)} ms; textbook by date, by BM25: ${told} times as long`,
  )
  judge('S5', told, byDate >= 500 && byRank >= 100, messages)
  const recall = Object.entries(times).flatMap(([key, part]) => {
    const kind = /^recall: (.*)$/.exec(key)?.[1]
    return kind === undefined ? [] : [[kind, part]]
  })
  if (recall.length === 0) return
  const least = { prefix: 0.95, substring: 0.97 }
  const recalled = recall.map(([kind, part]) => `${kind} ${part.toFixed(3)}`).join(', ')
  console.log(`  found of the newest 50: ${recalled}`)
  judge(
    'S6',
    recalled,
    recall.every(([kind, part]) => part >= (least[kind] ?? 1)),
    messages,
  )
}

/** The largest archive against the one of a tenth of it. */
function judgeGrowth(sizes) {
  const [large] = sizes.slice(-1)
  const small = sizes.find(({ messages }) => Math.abs(messages / large.messages - 0.1) < 0.05)
  if (small === undefined) return leaveOut(['S4'], 'needs an archive of a tenth')
  const growth = large.kinds.map((kind) => [kind, large.p95('newest', kind) / small.p95('newest', kind)])
  const isFlat = growth.every(([kind, ratio]) => kind === 'phrase' || kind === 'rare' || ratio <= 2)
  judge('S4', growth.map(([kind, ratio]) => `${kind} ${ratio.toFixed(1)}`).join(', '), isFlat, large.messages)
}
