import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stampFolder } from './project-folder.mjs'
import { say } from './say.mjs'

/** No build takes this long; a lock this old was left by a machine that went down. */
const staleAfterMs = 10 * 60_000

/**
 * Does something that must not be done twice at the same time in one checkout: several `stemma` commands may start at once after
 * a change, and each would build into the same folder.
 *
 * @template Result
 * @param {string} name
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function oneAtATime(name, work) {
  mkdirSync(stampFolder, { recursive: true })
  const lockFile = join(stampFolder, `${name}.lock`)
  for (let isTold = false; !take(lockFile); isTold = true) {
    if (!isTold) say(`  Waiting for another process that is doing the ${name} …`)
    await sleep(100)
  }
  try {
    return await work()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

function take(lockFile) {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isStale(lockFile)) rmSync(lockFile, { force: true })
    return false
  }
}

function isStale(lockFile) {
  try {
    const owner = Number(readFileSync(lockFile, 'utf8'))
    if (Date.now() - statSync(lockFile).mtimeMs > staleAfterMs) return true
    // An owner that has not yet written its number is at work.
    if (owner > 0) process.kill(owner, 0)
    return false
  } catch (error) {
    // ESRCH: the owner is gone without having tidied up. ENOENT: it has just tidied up.
    return error.code === 'ESRCH'
  }
}
