/** What a person waits for in the real window, where Electron is here. */
import { join } from 'node:path'
import { buildApp } from '../../set-up/build-app.mjs'
import { installedElectron } from '../../set-up/installed-electron.mjs'
import { median } from '../measure.mjs'
import { archiveOf, exportOf, exportOfMessages, freshFolder, longConversation } from '../prepared.mjs'
import { judge, leaveOut } from '../targets.mjs'
import { counted, line, ms } from '../telling.mjs'
import { importInWindow } from '../window/import.mjs'
import { openOnce } from '../window/open.mjs'
import { startOnce } from '../window/start.mjs'
import { typeInFreshProcess } from '../window/typing.mjs'

const large = 1000
const limits = { 10_000: ['W4', 300], 1_000_000: ['W5', 2000] }

export async function benchWindow({ scales, runs, longest, isLarge }) {
  if (!installedElectron()) return leaveOut(['W1', 'W2', 'W3', 'W4', 'W5', 'W6'], 'Electron is not here')
  await buildApp()
  const { folder, facts } = archiveOf(exportOfMessages(Math.max(...scales)))
  console.log(`in the window, ${counted(facts.messages)} messages:`)
  await judgeStart(folder, facts.messages, runs)
  await judgeTyping(folder, facts.messages, runs)
  for (const count of [10_000, longest]) await judgeOpening(count, runs)
  if (isLarge) await judgeImport()
  else leaveOut(['W6'], 'only with `--large`')
}

async function judgeStart(folder, messages, runs) {
  const starts = []
  for (let run = 0; run < runs; run++) starts.push(await startOnce(folder))
  const [listed, main] = [median(starts, 'listed'), median(starts, 'mainMegabytes')]
  line('  start until the list stands there', ms(listed))
  line('  main process, idle', `${main.toFixed(0)} MB`)
  judge('W1', ms(listed), listed < 2000, messages)
  if (main === 0) leaveOut(['W2'], 'only on Linux')
  else judge('W2', `${main.toFixed(0)} MB`, main <= 250, messages)
}

async function judgeTyping(folder, messages, runs) {
  const first = []
  const others = []
  for (let round = 0; round < runs; round++) {
    const [opening, ...later] = await typeInFreshProcess(folder, round)
    first.push(opening)
    others.push(...later)
  }
  const most = Math.max(...first)
  line('  first letter to first results', first.map(ms).join(', '))
  line('  any other letter', `${ms(Math.max(...others))} at most (${others.length})`)
  judge('W3', `${ms(most)} at most`, most < 100, messages)
}

async function judgeOpening(count, runs) {
  const folder = longConversation(count)
  const times = []
  for (let run = 0; run < runs; run++) times.push({ opened: await openOnce(folder) })
  const opened = median(times, 'opened')
  line(`  opening one of ${counted(count)} messages`, ms(opened))
  const [id, limit] = limits[count] ?? []
  if (id !== undefined) judge(id, ms(opened), opened < limit)
}

async function judgeImport() {
  const { memory, took, state, error } = await importInWindow(
    exportOf(large).file,
    join(freshFolder(), 'archive'),
  )
  if (state !== 'done') throw new Error(`The import ended as ${state}: ${error?.message}`)
  const most = Math.max(...memory.map(({ sum }) => sum))
  line('  import of 1 GB until all is found', `${(took / 1000).toFixed(1)} s, ${most.toFixed(0)} MB`)
  if (most === 0) leaveOut(['W6'], 'only on Linux')
  else judge('W6', `${most.toFixed(0)} MB`, most <= 600)
}
