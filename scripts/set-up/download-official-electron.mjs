import { lookup } from 'node:dns/promises'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { cacheFolder } from './cache-folder.mjs'
import { electronPackage } from './installed-electron.mjs'
import { runProgram } from './run-program.mjs'

const hour = 3_600_000
const retryAfter = 12 * hour

/** Time for the installer when its host answers: about 110 MB over a slow line. */
const downloadLimit = 20 * 60_000
/** Time for the installer when its host does not answer: enough to unpack a zip from Electron's own cache, no more. */
const unpackLimit = 30_000

/**
 * Runs Electron's own installer, which keeps its zip in Electron's own cache folder.
 * Returns undefined when Electron is installed, or else why not.
 *
 * A failure is remembered for some hours: where the release host is closed off, nobody should wait for it at every set-up.
 */
export async function downloadOfficialElectron(version) {
  const noteFile = join(cacheFolder(), 'electron/official-download-failed.json')
  const note = readNote(noteFile)
  if (note?.version === version && Date.now() - note.at < retryAfter) {
    const hours = Math.round((Date.now() - note.at) / hour)
    const when = hours === 0 ? 'less than an hour ago' : `about ${hours} h ago`
    return `${note.problem} (found ${when}; to try again at once, delete ${noteFile})`
  }

  const isReachable = hasProxy() || (await canReach(downloadHost()))
  const { code, output, isTimedOut } = await runProgram(
    process.execPath,
    [join(electronPackage, 'install.js')],
    {
      isQuiet: true,
      timeoutMs: isReachable ? downloadLimit : unpackLimit,
    },
  )
  if (code === 0) {
    rmSync(noteFile, { force: true })
    return undefined
  }
  const problem = isTimedOut || !isReachable ? `no connection to ${downloadHost()}` : reasonIn(output)
  mkdirSync(dirname(noteFile), { recursive: true })
  writeFileSync(noteFile, JSON.stringify({ version, problem, at: Date.now() }))
  return problem
}

function readNote(noteFile) {
  try {
    return JSON.parse(readFileSync(noteFile, 'utf8'))
  } catch {
    // Missing or damaged: then the download is simply tried.
    return undefined
  }
}

function downloadHost() {
  const { ELECTRON_MIRROR, npm_config_electron_mirror } = process.env
  return new URL(ELECTRON_MIRROR || npm_config_electron_mirror || 'https://github.com').host
}

/** Behind a proxy only the installer can tell what is in reach. */
function hasProxy() {
  const { HTTPS_PROXY, https_proxy, ELECTRON_GET_USE_PROXY, NODE_USE_ENV_PROXY } = process.env
  return Boolean((HTTPS_PROXY || https_proxy) && (ELECTRON_GET_USE_PROXY || NODE_USE_ENV_PROXY))
}

/** Whether a connection opens within seconds. Some networks swallow what they forbid, and an installer would wait for minutes. */
async function canReach(host) {
  const [name, port = '443'] = host.split(':')
  try {
    const { address } = await lookup(name)
    return await new Promise((resolve) => {
      const socket = connect({ host: address, port: Number(port), timeout: 5000 })
      const finish = (isReachable) => {
        socket.destroy()
        resolve(isReachable)
      }
      socket.on('connect', () => finish(true))
      socket.on('timeout', () => finish(false))
      socket.on('error', () => finish(false))
    })
  } catch {
    // The name is unknown here, as on a machine without a network.
    return false
  }
}

/** The line of the installer's output that a person can use: the deepest cause that it names. */
function reasonIn(output) {
  const lines = output.split('\n').map((line) => line.trim())
  const cause = lines.findLast((line) => /\b(E[A-Z_]{4,}|[45]\d\d)\b/.test(line) && !line.startsWith('at '))
  const error = lines.find((line) => /Error\b/.test(line))
  return cause ?? error ?? 'the installer failed without a word'
}
