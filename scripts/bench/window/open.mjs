/** How long a click on the first conversation of the list takes until its messages stand on the screen. */
import { setTimeout } from 'node:timers/promises'
import { withApp } from './launch.mjs'

/** In ms: nobody clicks while the window is still coming up. */
const calm = 2500

/** Milliseconds. The conversation is that of open-conversation.ts, the only one in its archive. */
export function openOnce(archive) {
  return withApp(archive, async ({ window }) => {
    const row = window.getByRole('option').first()
    await row.waitFor()
    await setTimeout(calm)
    await window.evaluate(watchOpening)
    await row.click()
    return window.evaluate(() => globalThis.opening)
  })
}

/** Runs in the window: from the click to the frame after which a message is there. */
function watchOpening() {
  globalThis.opening = new Promise((done) => {
    const begin = () => {
      const clicked = performance.now()
      const look = () => {
        const isThere = /Message \d+/u.test(document.querySelector('article')?.textContent ?? '')
        if (isThere) requestAnimationFrame(() => done(performance.now() - clicked))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    }
    addEventListener('click', begin, { capture: true, once: true })
  })
}
