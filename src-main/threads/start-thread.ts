/** Starts one of the program's threads by the name of its entry file. */
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** The entries of electron.vite.config.ts that run as threads. */
export type ThreadName = 'app-thread' | 'index-thread' | 'search-thread' | 'save-thread' | 'worker'

/**
 * Garbage that a thread may collect before it is cleared away, in megabytes. V8 would let it grow with the machine's
 * memory; an import of a gigabyte is to stay well below that. A job parses and converts: it makes the most of it by far.
 */
const youngGeneration = 16
const youngGenerationOfJob = 48

/** The thread stands beside the built code that starts it; `data` is its `workerData`. */
export function startThread(name: ThreadName, data: unknown): Worker {
  return new Worker(join(import.meta.dirname, `${name}.js`), {
    workerData: data,
    name,
    resourceLimits: { maxYoungGenerationSizeMb: name === 'worker' ? youngGenerationOfJob : youngGeneration },
  })
}
