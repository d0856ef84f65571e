/** 40,000 messages as one page: writing it, and opening it in a browser where Electron is here. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openDisplay } from '../../display.mjs'
import { installedElectron } from '../../set-up/installed-electron.mjs'
import { measure } from '../measure.mjs'
import { archiveOf, exportOf, freshFolder } from '../prepared.mjs'
import { line } from '../telling.mjs'

const megabytesOfArchive = 70
const page = join(import.meta.dirname, '../open-page.cjs')

export async function benchHtmlArchive({ megabytes }) {
  const { folder } = archiveOf(exportOf(Math.min(megabytesOfArchive, megabytes)))
  const file = join(freshFolder(), 'archive.html')
  const written = measure('html-archive', [folder, file])
  line(
    `HTML archive of ${written.messages} messages`,
    `${(written.writing / 1000).toFixed(2)} s, ${(written.bytes / 1e6).toFixed(0)} MB, peak ${written.peakMegabytes.toFixed(0)} MB`,
  )
  const electron = installedElectron()
  if (!electron) return
  const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  const opened = spawnSync(electron.program, [...flags, page, file], {
    encoding: 'utf8',
    env: await openDisplay(),
  })
  const { loaded, drawn } = JSON.parse(opened.stdout.trim().split('\n').at(-1))
  line('  opening it', `read in ${(loaded / 1000).toFixed(2)} s, drawn in ${(drawn / 1000).toFixed(2)} s`)
}
