/**
 * A program that imports a file three times, expected or not, and counts the threads that it starts. Prints what the
 * imports brought and how many threads there had been by then. Arguments: the archive folder, the file.
 */
import type { JobResult } from '@shared/job.ts'
import type { ImportOutcome, JobOrder } from '../job.ts'
import { createJobThreads } from '../job-threads.ts'

const [archiveFolder = '', path = ''] = process.argv.slice(2)
const ignore = (): void => undefined
let started = 0
process.on('worker', () => (started += 1))
const threads = createJobThreads({ archiveFolder, printer: null })
const told: Record<string, unknown> = {}

async function run(order: JobOrder): Promise<unknown> {
  return await threads.run(order, ignore, ignore)
}

async function importFile(): Promise<unknown> {
  const { result } = (await run({ kind: 'import', paths: [path] })) as ImportOutcome
  const [report] = result.kind === 'import' ? result.reports : []
  return { started, new: report?.new, unchanged: report?.unchanged }
}

await Promise.all([threads.prepare(), threads.prepare()])
told['prepared twice'] = { started }
told['expected'] = await importFile()
told['not expected'] = await importFile()
await threads.prepare()
const insights = (await run({ kind: 'insights' })) as JobResult
told['another job meanwhile'] = { started, kind: insights.kind }
told['still expected'] = await importFile()
await threads.prepare()
await threads.close()
process.stdout.write(JSON.stringify(told))
