/** Starts one of the program's threads by the name of its entry file. */
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/** The entries of electron.vite.config.ts that run as threads. */
export type ThreadName = 'app-thread' | 'index-thread' | 'search-thread' | 'save-thread' | 'worker'

/**
 * Garbage that a thread may collect before it is cleared away, in megabytes. V8 would let it grow with the machine's
 * memory; an import of a gigabyte is to stay well below that. A job parses and converts: it makes the most of it by far.
 * A search makes little, but what it had once stays with its thread, which waits most of the time. The index hands texts
 * from table to table: what it makes dies at once, and there are several of its threads.
 */
const youngGeneration = 16
const youngGenerationOfJob = 24
const youngGenerationOfSearch = 12
const youngGenerationOfIndex = 8

/**
 * The most that the heap of a thread that streams may hold, in megabytes. It needs a hundredth of it, but V8 lets old
 * garbage pile up by what a heap could hold: without a limit, by a half of the machine's memory.
 */
const heapOfStream = 2000

/**
 * How much code V8 may build into a function that it makes faster, in bytes of its own code (920 by itself). What threads
 * do is over in seconds: an import spent a tenth of its time on making its code faster, and with this two thirds of that.
 * Neither searching nor indexing is slower for it. Like the next one, it holds for the whole process.
 */
const inlining = '--max-inlined-bytecode-size-cumulative=200'
/** Where all cores are at work, whoever helps to clear garbage away takes the time of another thread and waits for it. */
const clearingAway = '--no-parallel-scavenge'

interface ThreadOptions {
  /** It takes one thing after the other and keeps nothing: memory is to stay low however long it runs. */
  readonly isStreaming?: boolean
}

/** The thread stands beside the built code that starts it; `data` is its `workerData`. */
export function startThread(
  name: ThreadName,
  data: unknown,
  { isStreaming = false }: ThreadOptions = {},
): Worker {
  setFlagsFromString(inlining)
  setFlagsFromString(clearingAway)
  return new Worker(join(import.meta.dirname, `${name}.js`), {
    workerData: data,
    name,
    resourceLimits: {
      maxYoungGenerationSizeMb: youngGenerationOf(name, isStreaming),
      ...(isStreaming ? { maxOldGenerationSizeMb: heapOfStream } : {}),
    },
  })
}

function youngGenerationOf(name: ThreadName, isStreaming: boolean): number {
  if (name === 'search-thread') return youngGenerationOfSearch
  if (name === 'index-thread') return youngGenerationOfIndex
  return name === 'worker' && !isStreaming ? youngGenerationOfJob : youngGeneration
}
