/**
 * Types searches into the real window and tells how long it takes until what stands on the screen answers what was typed.
 *
 * Words are taken from titles of the archive, so that they are found; a typist of eight keys a second is imitated.
 */
import { withApp } from './launch.mjs'

const pause = 125
const wordsEachRound = 6

/**
 * Milliseconds for each letter typed in a fresh process, the first one first. Build the app before.
 *
 * @param {string} archive
 * @param {number} round others are typed in each
 * @returns {Promise<readonly number[]>}
 */
export function typeInFreshProcess(archive, round) {
  return withApp(archive, async ({ window }) => {
    const field = window.getByRole('combobox', { name: 'Search titles and messages' })
    await field.waitFor()
    await window.evaluate(watchTyping)
    for (const word of await wordsOf(window, round)) {
      await field.fill('')
      await field.pressSequentially(word, { delay: pause })
    }
    return window.evaluate(() => globalThis.typing.settled())
  })
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
