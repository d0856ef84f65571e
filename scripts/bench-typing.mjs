/**
 * `node scripts/bench-typing.mjs --archive FOLDER [--rounds 5]`: types searches into the real window and prints how long
 * it takes until what stands on the screen answers what was typed.
 *
 * The first keystroke of each round is the first of a fresh process. Words are taken from titles of the archive, so that
 * they are found; a typist of eight keys a second is imitated.
 */
import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from '@playwright/test'
import { openDisplay } from './display.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { installedElectron } from './set-up/installed-electron.mjs'

const { values } = parseArgs({
  options: { archive: { type: 'string' }, rounds: { type: 'string', default: '5' } },
})
if (values.archive === undefined) throw new Error('Name an archive: --archive FOLDER')
const root = resolve(import.meta.dirname, '..')
const pause = 125
const wordsEachRound = 6

await buildApp()
const display = await openDisplay()
const first = []
const others = []
for (let round = 0; round < Number(values.rounds); round++) {
  const [opening, ...later] = await typeInFreshProcess(round)
  first.push(opening)
  others.push(...later)
}
tell('first keystroke to first results', first)
tell('any other keystroke to its results', others)

async function typeInFreshProcess(round) {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-typing-'))
  const app = await _electron.launch({
    executablePath: installedElectron().program,
    cwd: root,
    args: ['.', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--archive', resolve(values.archive)],
    env: { ...display, XDG_CONFIG_HOME: folder },
  })
  try {
    const window = await app.firstWindow()
    const field = window.getByRole('combobox', { name: 'Search titles and messages' })
    await field.waitFor()
    await window.evaluate(watchTyping)
    for (const word of await wordsOf(window, round)) {
      await field.fill('')
      await field.pressSequentially(word, { delay: pause })
    }
    return await window.evaluate(() => globalThis.typing.settled())
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Words of titles all over the archive, others in each round. */
async function wordsOf(window, round) {
  const words = await window.evaluate(async () => {
    const { data: spine } = await globalThis.stemma.call('library.spine', {})
    const step = Math.max(1, Math.floor(spine.keys.length / 200))
    const keys = spine.keys.filter((_, at) => at % step === 0).slice(0, 200)
    const { data: rows } = await globalThis.stemma.call('library.rows', { keys })
    return rows.flatMap((row) => row?.title.match(/[\p{L}\p{N}]{4,12}/gu) ?? [])
  })
  const from = (round * wordsEachRound) % Math.max(1, words.length - wordsEachRound)
  return words.slice(from, from + wordsEachRound)
}

/** Runs in the window: notes for each change of the field when the results answer it, by the frame after that. */
function watchTyping() {
  const times = []
  addEventListener(
    'input',
    ({ target }) => {
      if (target.value.trim() === '') return
      const typed = performance.now()
      const place = times.push(null) - 1
      const look = () => {
        if (document.querySelector('.results')?.getAttribute('aria-busy') !== 'false')
          return requestAnimationFrame(look)
        times[place] = performance.now() - typed
      }
      requestAnimationFrame(look)
    },
    true,
  )
  globalThis.typing = {
    settled: async () => {
      while (times.includes(null)) await new Promise(requestAnimationFrame)
      return times
    },
  }
}

function tell(name, times) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.toFixed(0)
  console.log(
    `${name.padEnd(36)} median ${at(0.5)} ms, 95 in 100 below ${at(0.95)} ms, slowest ${at(1)} ms (${times.length})`,
  )
}
