/**
 * Puts the index of an archive in order, as the app does in the first idle moments after an import
 * (threads/index-thread.ts). Argument: the archive's folder.
 */
import { tidyArchive } from '../../src-main/archive/maintenance.ts'
import { openArchive } from '../../src-main/archive/open.ts'
import { openIndex } from '../../src-main/archive/search/open-index.ts'
import { tidyIndex } from '../../src-main/archive/search/tidy-index.ts'
import { report } from './report.ts'

const [archiveFolder = ''] = process.argv.slice(2)
const started = performance.now()
const archive = openArchive(archiveFolder)
const index = openIndex(archiveFolder)
let steps = 0
for (const _ of tidyIndex(index)) steps += 1
tidyArchive(archive)
index.close()
archive.close()
report({ total: performance.now() - started, steps })
