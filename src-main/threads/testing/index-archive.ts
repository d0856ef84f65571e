/** A program that brings an index up to its archive as the app does, and prints how far it was told it had come. */
import { createIndexer } from '../indexer.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const indexer = createIndexer(archiveFolder, () => undefined)
let told: { done: number; total: number } | null = null
await indexer.settled((done, total) => (told = { done, total }))
await indexer.close()
process.stdout.write(JSON.stringify(told))
