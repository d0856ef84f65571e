/**
 * A program that brings an index up to its archive as the app does, and prints how far it was told it had come. With
 * `until-tidy` as second argument it goes on until both are in order.
 */
import { setInterval } from 'node:timers/promises'
import { createIndexer } from '../indexer.ts'

const [archiveFolder = '', until] = process.argv.slice(2)
const indexer = createIndexer(archiveFolder, () => undefined, 1)
let told: { done: number; total: number } | null = null
await indexer.settled((done, total) => (told = { done, total }))
if (until === 'until-tidy') for await (const _ of setInterval(10)) if (indexer.tidiedAt() !== null) break
await indexer.close()
process.stdout.write(JSON.stringify(told))
