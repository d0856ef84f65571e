/** Archives of rising size: what an import, the library, a start and a cold search take in each, and how that grows. */
import { existsSync } from 'node:fs'
import { measure, measures, median } from '../measure.mjs'
import { archiveOf, exportOfMessages, sizeOfDatabases, tidiedArchiveOf } from '../prepared.mjs'
import { judge, leaveOut } from '../targets.mjs'
import { counted, line, ms, timeLine } from '../telling.mjs'

const steepest = 1.1

export function benchGrowth({ scales, runs }) {
  const imports = scales.map((messages) => {
    const { folder, facts, imported } = archiveOf(exportOfMessages(messages))
    console.log(`${counted(facts.messages)} messages in ${counted(facts.conversations)} conversations:`)
    tellImport(imported, sizeOfDatabases(folder) / imported.textBytes)
    judgeLibrary(measure('library', [folder]), facts.messages)
    judgeStart(measures(runs, 'cold-start', [folder]), facts.messages)
    // Only Linux counts what a process reads.
    if (existsSync('/proc/self/io')) judgeReads(coldReads(messages), facts.messages)
    else leaveOut(['O2'], 'only on Linux')
    return { messages: facts.messages, ...imported }
  })
  if (imports.length < 2) return leaveOut(['G1'], 'needs two sizes')
  const exponents = ['browsable', 'searchable'].map((key) => exponentOf(imports, key))
  for (const [index, name] of ['can be read', 'is found'].entries())
    line(`until all ${name}: messages to the power of`, exponents[index].toFixed(2))
  judge(
    'G1',
    exponents.map((one) => one.toFixed(2)).join(', '),
    exponents.every((one) => one <= steepest),
    imports.at(-1).messages,
  )
}

function tellImport(imported, perText) {
  timeLine('  import: browsable', imported.browsable)
  timeLine('  import: searchable', imported.searchable)
  line('  highest memory', `${imported.peakMegabytes.toFixed(0)} MB`)
  line('  longest delay of the app’s thread', `${imported.longestDelay.toFixed(0)} ms`)
  line('  databases / text', perText.toFixed(2))
}

function judgeLibrary(pages, messages) {
  const [first, last] = [pages['first p95'], pages['last p95']]
  const text = `${first.toFixed(2)} ms, ${last.toFixed(2)} ms`
  line('  a page of the library, p95', `first ${text.replace(', ', ', last ')}`)
  judge('L1', text, first <= 1 && last <= 1 && last <= 2 * first, messages)
}

function judgeStart(starts, messages) {
  const [listed, whole, grown] = ['listed', 'wholeList', 'grown'].map((key) => median(starts, key))
  line('  open to the first page of the list', ms(listed))
  line('  the order of the whole list', ms(whole))
  line('  memory grown after thirty searches', `${grown.toFixed(0)} MB`)
  judge('O1', `${ms(listed)}; ${grown.toFixed(0)} MB`, listed <= 50 && grown <= 60, messages)
}

const coldReads = (messages) => measure('page-reads', [tidiedArchiveOf(exportOfMessages(messages)).folder])

function judgeReads(measured, messages) {
  const { mostReads } = measured
  const kinds = Object.keys(measured).flatMap((key) => /^(.*): reads$/.exec(key)?.[1] ?? [])
  const told = kinds.map((kind) => `${kind} ${measured[`${kind}: reads`]}`).join(', ')
  const sizes = kinds.map((kind) => measured[`${kind}: megabytes`])
  line(
    '  pages read by a cold search',
    `${told}; ${mostReads} at most, up to ${Math.max(...sizes).toFixed(1)} MB`,
  )
  judge('O2', `${told}; ${mostReads} at most`, mostReads <= 250, messages)
}

/** The slope of a straight line through the logarithms (least squares). */
function exponentOf(points, key) {
  const logs = points.map((point) => [Math.log(point.messages), Math.log(point[key])])
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0)
  return above / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
}
