/**
 * Pictures and PDF of one long conversation, by the command line of the real app in Electron. Electron's own start is in the
 * time, and told beside it.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openDisplay } from '../display.mjs'
import { memoryByKind } from '../process-memory.mjs'
import { installedElectron } from '../set-up/installed-electron.mjs'

const root = resolve(import.meta.dirname, '../..')
/** In ms. */
const memoryPause = 100

/** Writes a conversation of one branch with so many messages of text, lists and code, as LibreChat exports it. */
export function writeLongConversation(path, messages) {
  const paragraph = 'The tide comes in and goes out again, and nobody on the pier is in a hurry. '
  const text = (index) =>
    index % 2 === 0
      ? `What of number ${index}?`
      : `## Number ${index}\n\n${paragraph.repeat(3 + (index % 7))}\n\n- first\n- *second*\n\n` +
        (index % 5 === 0 ? `\`\`\`js\nfor (let i = 0; i < ${index}; i++) count(i)\n\`\`\`\n` : '')
  const list = Array.from({ length: messages }, (_none, index) => ({
    messageId: `m${index}`,
    parentMessageId: index === 0 ? '00000000-0000-0000-0000-000000000000' : `m${index - 1}`,
    sender: index % 2 === 0 ? 'User' : 'Assistant',
    isCreatedByUser: index % 2 === 0,
    text: text(index),
    createdAt: new Date(1_700_000_000_000 + index * 60_000).toISOString(),
  }))
  writeFileSync(path, JSON.stringify({ conversationId: 'long', title: 'A long talk', messages: list }))
}

/**
 * Draws the conversations of an archive into files of a folder that is made empty before.
 *
 * @param {string} archive
 * @param {string} folder
 * @param {'png' | 'pdf' | 'text'} format
 * @returns {Promise<{ milliseconds: number, bytes: number, files: number, peak: number, parts: Record<string, number> }>}
 *   `peak` is the highest memory of all processes together in MB, `parts` what each kind held then
 */
export async function draw(archive, folder, format) {
  rmSync(folder, { recursive: true, force: true })
  const flags = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  const words = ['export', '--all', '--format', format, '--out', `${folder}/`, '--archive', archive]
  const environment = await openDisplay()
  const started = performance.now()
  const child = spawn(installedElectron().program, [...flags, root, '--cli', ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, XDG_CONFIG_HOME: join(archive, 'config') },
  })
  let said = ''
  child.stderr.on('data', (text) => (said += text))
  let highest = { peak: 0, parts: {} }
  const watching = setInterval(() => {
    const parts = memoryByKind(child.pid)
    const peak = Object.values(parts).reduce((sum, part) => sum + part, 0)
    if (peak > highest.peak) highest = { peak, parts }
  }, memoryPause)
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done))
  const milliseconds = performance.now() - started
  clearInterval(watching)
  if (code !== 0 || !existsSync(folder))
    throw new Error(`The export to ${format} ended with ${code}.\n${said}`)
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
  return { milliseconds, bytes: sizes.reduce((sum, size) => sum + size, 0), files: sizes.length, ...highest }
}
