/**
 * The thread that keeps the search index in step with the archive.
 *
 * It works when it is told that something changed, slice by slice, and says how far it has come. For much work it starts
 * a second one of its kind, which fills every other shard and ends with the work.
 */
import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { tidyArchive } from '../archive/maintenance.ts'
import { openArchive } from '../archive/open.ts'
import { catchUp, fillShard, type OtherHand } from '../archive/search/catch-up.ts'
import { openIndex } from '../archive/search/open-index.ts'
import { ShardBuilder } from '../archive/search/shard-builder.ts'
import { tidyIndex } from '../archive/search/tidy-index.ts'
import { connect } from './rpc.ts'
import { startThread } from './start-thread.ts'
import { yieldToWindow } from './yield-to-window.ts'

/** Each collects some 30 MB of tokens; with more threads than this the archive's own reading is what they wait for. */
const mostThreads = 3

/** Texts are read once, in their order, and tokens collect outside of the cache: a larger one would only be filled. */
const cacheMegabytes = { archive: 4, index: 4 }

const { archiveFolder } = workerData as { archiveFolder: string }
const archive = openArchive(archiveFolder, { cacheMegabytes: cacheMegabytes.archive })
const index = openIndex(archiveFolder, { cacheMegabytes: cacheMegabytes.index })
const builder = new ShardBuilder()
const closing = new AbortController()
const { signal } = closing
/** Rises with each call, so that tidying ends when there is something else to do. */
let calls = 0

yieldToWindow()
if (!parentPort) throw new Error('The index thread was started outside a thread.')

const line = connect(parentPort, {
  serve: (name, input) => {
    calls += 1
    switch (name) {
      case 'close':
        return close()
      case 'fill':
        return fillShard(index, archive, input as number, {
          builder,
          signal,
          onMessages: (messages) => line.tell(messages),
        })
      case 'tidy':
        return tidy()
      default:
        return keepUp()
    }
  },
})

/** True when everything is in order now, false when there was something else to do. */
async function tidy(): Promise<boolean> {
  const call = calls
  for (const _ of tidyIndex(index)) {
    await setImmediate()
    if (calls !== call || signal.aborted) return false
  }
  tidyArchive(archive)
  return true
}

async function keepUp(): Promise<void> {
  await catchUp(index, archive, {
    signal,
    onProgress: (done, total) => line.tell({ done, total }),
    otherHands: (tell) =>
      Array.from({ length: Math.min(availableParallelism(), mostThreads) - 1 }, () => startHelper(tell)),
  })
}

function startHelper(tell: (messages: number) => void): OtherHand {
  const worker = startThread('index-thread', { archiveFolder })
  const helper = connect(worker, { hear: (event) => tell(event as number) })
  worker.on('error', (error) => helper.hangUp(`A thread of the index failed: ${error.message}`))
  worker.on('exit', () => helper.hangUp('A thread of the index has ended.'))
  const end = async (): Promise<void> => {
    await helper.call('close', null).catch(() => undefined)
    await worker.terminate()
  }
  signal.addEventListener('abort', () => void helper.call('close', null).catch(() => undefined))
  return { fill: (shard) => helper.call('fill', shard) as ReturnType<OtherHand['fill']>, end }
}

function close(): void {
  if (signal.aborted) return
  closing.abort()
  index.close()
  archive.close()
}
