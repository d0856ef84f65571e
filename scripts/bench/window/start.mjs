/**
 * How long the app takes from its start until its list can be used, and what it holds when nothing happens.
 *
 * It is started as a person starts it and only watched over a debugging port: Playwright's own launch holds it up.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { chromium } from '@playwright/test'
import { memoryByKind } from '../../process-memory.mjs'
import { programOf } from './launch.mjs'

/** In ms: what a start has to do besides is done by then. */
const calm = 5000

/**
 * Build the app before.
 *
 * @param {string} archive
 * @returns {Promise<{ listed: number, mainMegabytes: number }>} milliseconds; 0 MB where memory cannot be told
 */
export async function startOnce(archive) {
  const settings = mkdtempSync(join(tmpdir(), 'stemma-settings-'))
  const { executablePath, args, cwd, env } = await programOf(archive, settings)
  const startedAt = performance.now()
  const child = spawn(executablePath, [...args, '--remote-debugging-port=0'], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  try {
    const browser = await chromium.connectOverCDP(await portOf(child))
    const [context] = browser.contexts()
    const window = context.pages()[0] ?? (await context.waitForEvent('page'))
    await window.getByRole('option').first().waitFor()
    const listed = performance.now() - startedAt
    await setTimeout(calm)
    const { main = 0 } = memoryByKind(child.pid)
    await browser.close()
    return { listed, mainMegabytes: main }
  } finally {
    if (child.exitCode === null && child.kill()) await once(child, 'close')
    rmSync(settings, { recursive: true, force: true })
  }
}

/** The address that Chromium says it listens on. */
function portOf(child) {
  let said = ''
  return new Promise((found, fail) => {
    child.on('close', (code) => fail(new Error(`The app ended with ${code}.\n${said}`)))
    child.stderr.on('data', (text) => {
      said += text
      const [, address] = /DevTools listening on (ws:\S+)/u.exec(said) ?? []
      if (address !== undefined) found(address)
    })
  })
}
