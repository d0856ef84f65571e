/**
 * A program that imports a file as the app does, its threads included, and prints the report. With a number it cancels
 * after so many commits. Arguments: the archive folder, the file, the number.
 */
import { importFiles } from '../import-files.ts'
import { startSavingThread } from '../saving-thread.ts'
import { isOneWorthThread } from '../worth-thread.ts'

const [archiveFolder = '', path = '', commits = 'Infinity'] = process.argv.slice(2)
const cancelling = new AbortController()
let left = Number(commits)
const savingThread = isOneWorthThread([path]) ? startSavingThread(archiveFolder) : null
const result = await importFiles(
  {
    archiveFolder,
    signal: cancelling.signal,
    tell: (news) => {
      if (news.kind === 'committed' && --left <= 0) cancelling.abort()
    },
  },
  [path],
  {},
  undefined,
  savingThread,
)
await savingThread?.end()
process.stdout.write(JSON.stringify(result.kind === 'import' ? result.reports[0] : null))
