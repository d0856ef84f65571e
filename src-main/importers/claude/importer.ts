/**
 * Reads Claude.ai's data export of all years: conversations, projects, memories, design chats and published artifacts, in
 * one zip or several, a folder or single files; also what browser extensions save of one conversation.
 *
 * What a record means is the work of conversation.ts and its neighbours, one for each kind of record.
 */
import { AppError } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import type { Importer, ReadContext, ReadItem } from '../importer.ts'
import { baseName, candidates, lookAt } from '../members.ts'
import { readMembers, type PlannedMember } from '../read-members.ts'
import { matchOf, recognisedMembers, remark, type FormatId } from '../recognised-members.ts'
import type { Converted } from '../record.ts'
import type { Member, Source } from '../source.ts'
import { wholeJson } from '../whole-json.ts'
import { conversationFromClaude } from './conversation.ts'
import { conversationFromDesignChat } from './design-chat.ts'
import { absentZips, refusalOfManifest, zipsInManifest } from './manifest.ts'
import { conversationFromMemories } from './memories.ts'
import { conversationFromProject } from './project.ts'
import { conversationFromPublishedArtifact } from './published-artifact.ts'
import { storedFiles, type StoredFiles } from './stored-files.ts'

/** Files that hold records. */
const recordFormats: readonly FormatId[] = [
  'claude',
  'claude-projects',
  'claude-memories',
  'claude-design',
  'claude-artifact',
]
/** Files of an export in which nothing is said. */
const besideFormats: readonly FormatId[] = ['claude-manifest', 'claude-account']

export const claudeImporter: Importer = {
  id: 'claude',
  name: 'Claude',
  version: 1,
  howToExport:
    'Settings → Privacy → Export data. The mail that follows leads to one .zip, or to a list of several: drop them all together.',
  // As the downloads of late 2026 are called; a browser adds “(1)” to a name that is there.
  partNames: /^(?:[a-z]+(?:_[a-z]+)*-\d{3}(?: ?\(\d+\))?\.zip|manifest-.*\.json)$/i,
  detect: (source) => matchOf(source, recordFormats),
  explain,
  read,
}

/** For the list of downloads, and for the zip in which only the account is: files of Claude's without conversations. */
async function explain(source: Source): Promise<AppError | null> {
  const { members } = await recognisedMembers(source, besideFormats)
  const manifest = members.find(({ formatId }) => formatId === 'claude-manifest')?.member
  if (manifest) {
    const name = source.kind === 'file' ? source.name : manifest.name
    return refusalOfManifest(name, await zipsIn(source, manifest))
  }
  const account = members[0]?.member
  if (!account) return null
  return new AppError(
    'unsupported-file',
    `“${source.name}” holds only Claude’s data about the account (${baseName(account.name)}) and no conversations. Drop the other zips of the same export, above all the one called conversations.`,
  )
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const { members: found, remarks } = await recognisedMembers(source, [...recordFormats, ...besideFormats])
  yield* remarks
  for (const { member, formatId } of found) {
    if (formatId === 'claude-manifest') yield* remarksOnManifest(source, member)
    if (formatId === 'claude-account') {
      yield remark(member.name, 'It holds data about the account and no conversations, and was left out.')
    }
  }
  const records = found.filter(({ formatId }) => recordFormats.includes(formatId))
  const members = [...records, ...(await damagedMembers(source))]
  const stored = storedFiles(source.members, new Set(members.map(({ member }) => member.name)))
  yield* readMembers(source, context, { members, convert: (record) => conversationFrom(record, stored) })
}

/** Read in any case, so that what is wrong with a file of such a name is told where failures are told. */
async function damagedMembers(source: Source): Promise<readonly PlannedMember[]> {
  const damaged: PlannedMember[] = []
  for (const member of candidates(source)) {
    if (!/^conversations(-\d+)?\.json$/i.test(baseName(member.name))) continue
    const isUnknown = await lookAt(source, member).then(
      (look) => look.recognised === null,
      // What cannot be unpacked is told already.
      () => false,
    )
    if (isUnknown) damaged.push({ member, listPath: null, isSingle: false })
  }
  return damaged
}

/** One file may hold records of one kind only, but tools have joined several; each record tells by its keys. */
function conversationFrom(record: Json, stored: StoredFiles): Converted {
  if (!isJsonObject(record)) return { kind: 'failed', reason: 'This entry is not a conversation.' }
  const has = (...keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(record, key))
  if (has('chat_messages')) return conversationFromClaude(record, stored)
  if (has('conversations_memory', 'project_memories', 'memory_files')) return conversationFromMemories(record)
  if (has('docs', 'prompt_template')) return conversationFromProject(record, stored)
  if (has('versions') && has('owner_account', 'active_version')) {
    return conversationFromPublishedArtifact(record, stored)
  }
  if (Array.isArray(record['messages'])) return conversationFromDesignChat(record, stored)
  return conversationFromClaude(record, stored)
}

async function* remarksOnManifest(source: Source, manifest: Member): AsyncGenerator<ReadItem> {
  const absent = absentZips(await zipsIn(source, manifest), source)
  if (absent.length === 0) return
  const names = absent.join(', ')
  yield remark(manifest.name, `It lists zips that are not here: ${names}. Download and import them as well.`)
}

async function zipsIn(source: Source, member: Member): Promise<readonly string[]> {
  try {
    return zipsInManifest(await wholeJson(source, member))
  } catch (error) {
    // A list that breaks off is still known for what it is.
    if (error instanceof AppError) return []
    throw error
  }
}
