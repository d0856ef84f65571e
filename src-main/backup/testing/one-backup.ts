/** Backs an archive up, or restores a backup, in a process of its own, so that a test can kill it in the middle. */
import { openArchive } from '../../archive/open.ts'
import { prepareReplacement } from '../replacement.ts'
import { restoreIntoFolder } from '../restore-into-folder.ts'
import { writeBackup } from '../write-backup.ts'

const [what = '', archiveFolder = '', path = '', folder = ''] = process.argv.slice(2)
const { signal } = new AbortController()
let hasBegun = false
const options = {
  signal,
  onProgress: () => {
    if (!hasBegun) process.stdout.write('begin\n')
    hasBegun = true
  },
}

if (what === 'back-up') {
  const archive = openArchive(archiveFolder)
  await writeBackup(archive, path, { ...options, replace: true, now: Date.now() })
  archive.close()
} else if (what === 'restore') await restoreIntoFolder(path, folder, options)
else await prepareReplacement(archiveFolder, path, Date.now(), options)
