/** What axe finds wrong with a page as it is on the screen. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Locator, Page } from '@playwright/test'
import type { AxeResults } from 'axe-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * A line for each fault, of all that is on the screen or of a part: what a popup covers by half is too small for it, though
 * nobody would aim at it. Axe's source is evaluated, as the page allows no other script.
 */
export async function findViolations(page: Page, part: Locator | null = null): Promise<string[]> {
  await page.evaluate(axe)
  await page.evaluate(comeToRest)
  const element = (await part?.elementHandle()) ?? null
  return await page.evaluate(async (root) => {
    const run = Reflect.get(globalThis, 'axe') as {
      run: (root: Node, options: object) => Promise<AxeResults>
    }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    const { violations: found } = await run.run(root ?? document, { runOnly: tags })
    return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
  }, element)
}

/** Runs in the page: resolves when nothing fades in or out any more. What is half transparent has half of its contrast. */
async function comeToRest(): Promise<void> {
  // What has just come in begins to fade in with its second frame.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  for (;;) {
    const ending = document
      .getAnimations()
      // One that holds what it ended with is still named, and has nothing more to wait for.
      .filter(
        ({ effect, playState }) =>
          playState !== 'finished' && effect?.getComputedTiming().endTime !== Infinity,
      )
      // What goes with scrolling stands still as long as nobody scrolls.
      .filter(({ timeline }) => timeline instanceof DocumentTimeline)
    if (ending.length === 0) return
    await Promise.allSettled(ending.map(({ finished }) => finished))
  }
}
