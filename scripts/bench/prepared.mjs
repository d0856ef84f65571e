/** Exports and archives to measure with. Exports are kept in the cache folder, archives until the bench ends. */
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheFolder } from '../set-up/cache-folder.mjs'
import { measure } from './measure.mjs'

/** Archives of rising size have about ten messages in a conversation, so many times fewer than the large export. */
const shorter = 2.5
/** Of such an export. */
const messagesPerMegabyte = 575

const folders = []
/** By the file that was imported, or by the length of the only conversation. */
const archives = new Map()

/** An empty folder that goes with the bench. */
export function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-bench-'))
  folders.push(folder)
  return folder
}

/** Takes away what was made for this run. */
export function clearPrepared() {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

/** A generated ChatGPT export of so many megabytes, and what is in it. */
export function exportOf(megabytes, fewerMessages = 1) {
  const name = `chatgpt-${megabytes}${fewerMessages === 1 ? '' : '-short'}.json`
  return generated('generate', name, [megabytes, fewerMessages])
}

/** The same as a zip, half of whose bytes are so many pictures. */
export const zippedExportOf = (megabytes, pictures) =>
  generated('generate-zip', `chatgpt-${megabytes}-${pictures}.zip`, [megabytes, pictures])

function generated(generator, name, given) {
  const folder = join(cacheFolder(), 'bench')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  const facts = `${file}.facts`
  if (!existsSync(facts)) {
    console.log(`Generating ${file} …`)
    writeFileSync(facts, JSON.stringify(measure(generator, [file, ...given.map(String)])))
  }
  return { file, ...JSON.parse(readFileSync(facts, 'utf8')) }
}

/** An export of about so many messages in conversations of ten. */
export const exportOfMessages = (messages) => exportOf(Math.ceil(messages / messagesPerMegabyte), shorter)

/** An archive that holds a generated export and nothing else: imported once, with what that took. */
export function archiveOf({ file, ...facts }) {
  const known = archives.get(file)
  if (known !== undefined) return known
  const folder = freshFolder()
  const made = { folder, facts, imported: measure('import', [file, folder]) }
  archives.set(file, made)
  return made
}

/** The same once its index is in order, which the app sees to as soon as nobody wants anything of it. */
export function tidiedArchiveOf(file) {
  const made = archiveOf(file)
  made.tidied ??= measure('tidy', [made.folder])
  return made
}

/** An archive with one conversation of so many messages. */
export function longConversation(messages) {
  const known = archives.get(messages)
  if (known !== undefined) return known
  const folder = freshFolder()
  measure('open-conversation', [folder, String(messages), 'make'])
  archives.set(messages, folder)
  return folder
}

/** Bytes of the databases of an archive. */
export function sizeOfDatabases(folder) {
  return databasesOf(folder)
    .map((file) => statSync(file).size)
    .reduce((a, b) => a + b, 0)
}

/**
 * Reads files once, so that a yardstick and what is held against it find them in memory alike: some systems drop from it
 * what nobody has asked for during a few seconds.
 */
export function readOnce(...files) {
  const piece = Buffer.allocUnsafe(8 * 2 ** 20)
  for (const file of files) {
    const opened = openSync(file, 'r')
    while (readSync(opened, piece) > 0);
    closeSync(opened)
  }
}

/** The databases of an archive, by their paths. */
export function databasesOf(folder) {
  return readdirSync(folder)
    .filter((name) => /^(archive|index(-\d+)?)\.sqlite$/u.test(name))
    .map((name) => join(folder, name))
}
