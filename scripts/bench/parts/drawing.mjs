/** 500 messages as pictures and as PDF, where Electron is here. */
import { join } from 'node:path'
import { buildApp } from '../../set-up/build-app.mjs'
import { installedElectron } from '../../set-up/installed-electron.mjs'
import { draw, writeLongConversation } from '../draw.mjs'
import { measure } from '../measure.mjs'
import { freshFolder } from '../prepared.mjs'
import { timeLine } from '../telling.mjs'

export async function benchDrawing() {
  if (!installedElectron()) return
  await buildApp()
  const folder = freshFolder()
  const conversation = join(folder, 'long.json')
  writeLongConversation(conversation, 500)
  const drawn = join(folder, 'archive')
  measure('import', [conversation, drawn])
  console.log('500 messages drawn by the app, its start included, highest memory of all its processes:')
  for (const format of ['text', 'png', 'pdf']) {
    const { milliseconds, bytes, files, peak, parts } = await draw(drawn, join(folder, 'files'), format)
    const kinds = Object.entries(parts).map(([kind, part]) => `${kind} ${part.toFixed(0)}`)
    const size = `${(bytes / 1e6).toFixed(1)} MB in ${files} ${files === 1 ? 'file' : 'files'}`
    timeLine(`  ${format}, ${size}, ${peak.toFixed(0)} MB (${kinds.join(', ')})`, milliseconds)
  }
}
