import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isOnPath } from './set-up/is-on-path.mjs'
import { SetUpFailure } from './set-up/set-up-failure.mjs'
import { say } from './set-up/say.mjs'

/** Whether a window can be shown to someone. Only Linux runs without a screen as a matter of course. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Returns the environment in which a program finds a display: this one, or where there is none, one with a virtual screen that
 * lives as long as this process, the same for all who ask.
 *
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export function openDisplay() {
  opened ??= environmentWithDisplay()
  return opened
}

let opened = null

async function environmentWithDisplay() {
  if (hasDisplay()) return process.env

  const folder = mkdtempSync(join(tmpdir(), 'stemma-display-'))
  const authority = join(folder, 'authority')
  writeFileSync(authority, displayKey(), { mode: 0o600 })
  const screen = ['-screen', '0', '1360x850x24']
  // Without -noreset it starts over when its last window has gone, and refuses the app that begins at that moment.
  const options = ['-displayfd', '3', ...screen, '-noreset', '-nolisten', 'tcp', '-auth', authority]
  // setpriv makes the screen end with this process even where that is killed and can tidy up nothing.
  const wrapper = isOnPath('setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : []
  const [program, ...argv] = [...wrapper, 'Xvfb', ...options]
  // In a group of its own, or Ctrl+C in the terminal would end the screen before the app on it.
  const server = spawn(program, argv, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  process.on('exit', () => {
    server.kill()
    rmSync(folder, { recursive: true, force: true })
  })
  const display = `:${await numberFrom(server)}`
  say(`No display here: the window is drawn on a virtual screen (Xvfb ${display}).`)
  return { ...process.env, DISPLAY: display, XAUTHORITY: authority }
}

/**
 * An X authority file with one random key, good for every display number. Without a key, any user of this
 * machine could look at the screen, and conversations are on it.
 */
function displayKey() {
  const anyFamily = Buffer.from([0xff, 0xff])
  const [address, number, name, key] = ['', '', 'MIT-MAGIC-COOKIE-1', randomBytes(16)].map(field)
  return Buffer.concat([anyFamily, address, number, name, key])
}

/** A field of that file: its length in two bytes, then its content. */
function field(content) {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
}

/** Xvfb picks a free number by itself, and writes it and a line end once it takes connections. */
function numberFrom(server) {
  const pipe = server.stdio[3]
  return new Promise((resolve, reject) => {
    let number = ''
    let words = ''
    const fail = () =>
      reject(new SetUpFailure(`The virtual screen could not be started: ${words.trim()}`, 'Xvfb :99'))
    server.stderr.on('data', (chunk) => {
      words += chunk
    })
    pipe.on('data', (chunk) => {
      number += chunk
      if (!number.endsWith('\n')) return
      // None of it must keep this process alive. The pipe stays open, or Xvfb would die of writing to it.
      for (const part of [server, server.stderr, pipe]) part.unref()
      resolve(number.trim())
    })
    server.on('error', (error) => {
      words += error.message
      fail()
    })
    server.on('exit', fail)
  })
}
