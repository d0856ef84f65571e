/** One import through the real app in Electron, and how the window felt meanwhile. */
import { memoryByKind } from '../../process-memory.mjs'
import { withApp } from './launch.mjs'

const memoryPause = 250

/**
 * Build the app before.
 *
 * @param {string} file
 * @param {string} archive a folder that does not exist yet
 * @returns what `importAndFeel` noted, and as `memory` what all processes held each time that it was looked at
 */
export function importInWindow(file, archive) {
  return withApp(archive, async ({ app, window }) => {
    await window.getByRole('navigation', { name: 'Views' }).waitFor()
    const memory = []
    const watching = setInterval(() => {
      const parts = memoryByKind(app.process().pid)
      memory.push({ at: Date.now(), sum: Object.values(parts).reduce((sum, part) => sum + part, 0), parts })
    }, memoryPause)
    const felt = await window.evaluate(importAndFeel, file)
    clearInterval(watching)
    return { ...felt, memory }
  })
}

/** Runs in the window: imports a file and notes how long everything takes that a person would wait for. */
async function importAndFeel(file) {
  const bridge = globalThis.stemma
  const pings = { frame: [], main: [], archive: [] }
  const progress = { opening: [], reading: [], keeping: [], indexing: [] }
  const state = { isDone: false }
  const framesBetweenQuestions = 6
  let begun = 0

  const ended = new Promise((done) => {
    bridge.on((event) => {
      if (event.kind !== 'job' || event.job.kind !== 'import') return
      progress[event.job.progress.phase]?.push(performance.now())
      if (event.job.state !== 'running') done(event.job)
    })
  })
  const frames = async () => {
    let last = performance.now()
    while (!state.isDone) {
      await new Promise(requestAnimationFrame)
      const drawn = performance.now()
      pings.frame.push(drawn - last)
      last = drawn
    }
  }
  const ask = async (name, list) => {
    while (!state.isDone) {
      const asked = performance.now()
      await bridge.call(name, {})
      list.push(performance.now() - asked)
      // Asking without a pause would fill the window with garbage of the questions themselves.
      for (let frame = 0; frame < framesBetweenQuestions; frame++) await new Promise(requestAnimationFrame)
    }
  }
  // What a start costs is not what an import costs.
  await new Promise((next) => requestIdleCallback(next))
  begun = performance.now()
  const started = await bridge.call('import.start', { paths: [file] })
  if (!started.ok) throw new Error(started.error.message)
  const feeling = [frames(), ask('desktop.environment', pings.main), ask('settings.get', pings.archive)]
  const job = await ended
  state.isDone = true
  await Promise.all(feeling)
  const [report] = job.result?.reports ?? []
  const { timeOrigin } = performance
  const took = performance.now() - begun
  return { pings, progress, timeOrigin, took, state: job.state, error: job.error, report }
}
