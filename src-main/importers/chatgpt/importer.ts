/**
 * Reads ChatGPT's data export: as one `conversations.json`, cut into numbered ones, listed in a manifest, inside the
 * page `chat.html`, or a single conversation that a browser extension saved; in a zip, a zip in a zip, a folder or alone.
 *
 * What a record means is conversation.ts's work, which files belong to it assets.ts's.
 */
import { toErrorValue } from '@shared/contract/app-error.ts'
import type { Json } from '@shared/json.ts'
import { plainRef } from '../attachment-part.ts'
import type { Importer, Match, ReadContext, ReadItem } from '../importer.ts'
import type { FileFinder } from '../file-finder.ts'
import { baseName, candidates, lookAt, type Look } from '../members.ts'
import { readMembers, type PlannedMember } from '../read-members.ts'
import type { Converted } from '../record.ts'
import { isEmptyList } from '../recognise.ts'
import type { Member, Source } from '../source.ts'
import { wholeJson } from '../whole-json.ts'
import { assetsOf, type Assets } from './assets.ts'
import { conversationFromChatGpt } from './conversation.ts'
import { idsOfPointer, sandboxName } from './files.ts'
import { manifestOf, memberAt, type Manifest } from './manifest.ts'
import { pageIn, sourceOfPage } from './page.ts'
import { isSpokenOf, readSideFiles, unclaimedRemarks, withSideFiles } from './side-files.ts'

type Remark = Extract<ReadItem, { kind: 'remark' }>

/** More names than this in one sentence help nobody. */
const namedFiles = 5

export const chatGptImporter: Importer = {
  id: 'chatgpt',
  name: 'ChatGPT',
  version: 3,
  howToExport:
    'Settings → Data controls → Export data. The mail that follows links to one .zip or several: drop them as they came.',
  detect,
  findFiles,
  read: readSource,
}

async function detect(source: Source): Promise<Match | null> {
  let empty: Match | null = null
  let isAnothers = false
  for (const member of candidates(source)) {
    const { look } = await tryToLook(source, member)
    if (look?.recognised?.id === 'chatgpt' || look?.recognised?.id === 'chatgpt-manifest') {
      return { reason: look.recognised.reason }
    }
    isAnothers ||= (look?.recognised ?? null) !== null
    const mayBeEmpty = source.kind === 'file' || isConversationsName(member.name)
    if (look && mayBeEmpty && isEmptyList(look.sample)) {
      empty = { reason: 'because it is an empty list of conversations' }
    }
  }
  // Others call their list of conversations the same, and theirs may be empty beside files that are not.
  if (isAnothers || empty !== null) return isAnothers ? null : empty
  const page = await pageIn(source)
  return page && { reason: 'because of “jsonData” in the script of a page' }
}

/** By pointers, ids and the tables of names that may stand beside the files; a name that is no id is left to others. */
async function findFiles(source: Source, signal: AbortSignal): Promise<FileFinder> {
  const assets = await assetsIn(source, signal, [])
  return ({ ref, conversation, message }) => {
    const plain = plainRef(ref)
    const made = sandboxName(plain)
    if (made !== null) return message === null ? null : (assets.findMade(message, made)?.member ?? null)
    const isId = idsOfPointer(plain).some((id) => /^file[-_]|^[0-9a-f]{16,}/i.test(id))
    return isId ? (assets.find(plain, conversation)?.member ?? null) : null
  }
}

async function* readSource(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const remarks: Remark[] = []
  const members = await plan(source, remarks)
  const assets = await assetsIn(source, context.signal, remarks)
  const side = await readSideFiles(source, context.signal)
  yield* remarks
  yield* side.remarks
  const read = new Set<string | null>()
  const convert = (record: Json): Converted => {
    const converted = withSideFiles(conversationFromChatGpt(record, assets), side.sideFiles)
    if (converted.kind === 'conversation') read.add(converted.conversation.sourceId)
    return converted
  }
  // The page says the same as the list of conversations: it is only read where there is no such list.
  const page = members.length === 0 ? await pageIn(source) : null
  const pages = page === null ? members : [{ member: page, listPath: null, isSingle: false }]
  let isAllRead = true
  const items = readMembers(page === null ? source : sourceOfPage(source, page), context, {
    members: pages,
    changesBeside: (record) => isSpokenOf(record, side.sideFiles),
    convert,
  })
  for await (const item of items) {
    if (item.kind === 'known' || item.kind === 'failed') isAllRead = false
    yield item
  }
  // Of entries that were known or could not be read, nobody can tell whose conversations they are.
  if (isAllRead) yield* unclaimedRemarks(side.sideFiles, read)
}

/** Which members are read, in which order: those of the manifest first, then all that look like it. */
async function plan(source: Source, remarks: Remark[]): Promise<readonly PlannedMember[]> {
  const looks = new Map<Member, Look | null>()
  const planned = new Set<Member>()
  for (const member of candidates(source)) {
    const { look, problem } = await tryToLook(source, member)
    looks.set(member, look)
    // Read in any case, so that what is wrong with a file of this name is told where failures are told.
    const isExpected = isConversationsName(member.name) && (look?.recognised ?? null) === null
    if (look?.recognised?.id === 'chatgpt' || isExpected) planned.add(member)
    else if (look?.recognised?.id === 'librechat')
      remarks.push(remark(member.name, notRead(look.recognised.name)))
    else if (problem !== null) remarks.push(remark(member.name, problem))
  }
  const ordered: Member[] = []
  for (const [member, look] of looks) {
    if (look?.recognised?.id !== 'chatgpt-manifest') continue
    ordered.push(...(await filesOfManifest(source, member, remarks)))
  }
  return [...new Set([...ordered, ...planned])].map((member) => {
    const look = looks.get(member)
    return {
      member,
      listPath: listPathOf(look ?? null),
      isSingle: look?.sample.shape === 'object' && listPathOf(look) === null,
    }
  })
}

async function filesOfManifest(source: Source, member: Member, remarks: Remark[]): Promise<Member[]> {
  let manifest: Manifest
  try {
    manifest = manifestOf(await wholeJson(source, member))
  } catch (error) {
    remarks.push(remark(member.name, toErrorValue(error).message))
    return []
  }
  const found: Member[] = []
  for (const path of manifest.conversationFiles) {
    const file = memberAt(path, member, source.members)
    if (file) found.push(file)
    else
      remarks.push(
        remark(member.name, `It promises conversations in “${path}”, which is not here. ${askAgain}`),
      )
  }
  const known = new Set(source.members.flatMap(({ name }) => [name, baseName(name)]))
  const absent = manifest.otherFiles.filter((path) => !known.has(path) && !known.has(baseName(path)))
  if (absent.length > 0) {
    const names = absent.slice(0, namedFiles).map((path) => `“${path}”`)
    const more = absent.length > namedFiles ? ` and ${absent.length - namedFiles} more` : ''
    remarks.push(remark(member.name, `It lists files that are not here: ${names.join(', ')}${more}.`))
  }
  return found
}

const askAgain = 'The download may be incomplete.'

/** The index of the export's files, with the real names that its tables give them. */
async function assetsIn(source: Source, signal: AbortSignal, remarks: Remark[]): Promise<Assets> {
  const names: [string, Json][] = []
  const library: Json[] = []
  for (const member of source.members) {
    const table = /^(conversation_asset_file_names|library_files)(-\d+)?\.json$/.exec(
      baseName(member.name),
    )?.[1]
    if (table === undefined) continue
    try {
      const value = await wholeJson(source, member, signal)
      if (table === 'library_files') library.push(...(Array.isArray(value) ? value : []))
      else if (typeof value === 'object' && value !== null) names.push(...Object.entries(value))
    } catch (error) {
      const { kind, message } = toErrorValue(error)
      if (kind === 'cancelled') throw error
      remarks.push(remark(member.name, `The names of files in it could not be read. ${message}`))
    }
  }
  return assetsOf(source.members, { assetNames: Object.fromEntries(names), libraryFiles: library })
}

/** A member that cannot be unpacked is no reason to give up on the others. */
async function tryToLook(
  source: Source,
  member: Member,
): Promise<{ readonly look: Look | null; readonly problem: string | null }> {
  try {
    return { look: await lookAt(source, member), problem: null }
  } catch (error) {
    return { look: null, problem: toErrorValue(error).message }
  }
}

function listPathOf(look: Look | null): string | null {
  if (look === null) return null
  const isEmptyWrapper = look.sample.shape === 'object' && isEmptyList(look.sample)
  return look.recognised?.listPath ?? (isEmptyWrapper ? 'conversations' : null)
}

function isConversationsName(name: string): boolean {
  return /^conversations(-\d+)?\.json$/i.test(baseName(name))
}

function notRead(name: string): string {
  return `This is ${name} among files of ChatGPT. It was not read; import it on its own.`
}

function remark(where: string, reason: string): Remark {
  return { kind: 'remark', where, reason, position: { bytes: 0, totalBytes: 0 } }
}
