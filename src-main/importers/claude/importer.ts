/**
 * Reads Claude.ai's data export of all years: conversations, projects, memories, design chats and published artifacts, in
 * one zip or several, a folder or single files; also what browser extensions save of one conversation.
 *
 * What a record means is the work of conversation.ts and its neighbours, one for each kind of record.
 */
import { AppError, toErrorValue } from '@shared/contract/app-error.ts'
import { isJsonObject, type Json } from '@shared/json.ts'
import type { Importer, Match, ReadContext, ReadItem } from '../importer.ts'
import { baseName, candidates, lookAt, type Look } from '../members.ts'
import { readMembers, type PlannedMember } from '../read-members.ts'
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

export const claudeImporter: Importer = {
  id: 'claude',
  name: 'Claude',
  version: 1,
  detect,
  explain,
  read,
}

/** What the files are called in which the importer finds records. */
const recordFormats: ReadonlySet<string> = new Set([
  'claude',
  'claude-projects',
  'claude-memories',
  'claude-design',
  'claude-artifact',
])

async function detect(source: Source): Promise<Match | null> {
  for (const member of candidates(source)) {
    const { look } = await tryToLook(source, member)
    const recognised = look?.recognised ?? null
    if (recognised !== null && recordFormats.has(recognised.id)) return { reason: recognised.reason }
  }
  return null
}

/** For the list of downloads, and for the zip in which only the account is: files of Claude's without conversations. */
async function explain(source: Source): Promise<AppError | null> {
  let account: Member | null = null
  for (const member of candidates(source)) {
    const { look } = await tryToLook(source, member)
    if (look?.recognised?.id === 'claude-manifest') {
      const zips = await zipsIn(source, member)
      return refusalOfManifest(source.kind === 'file' ? source.name : member.name, zips)
    }
    if (look?.recognised?.id === 'claude-account') account ??= member
  }
  if (account === null) return null
  return new AppError(
    'unsupported-file',
    `“${source.name}” holds only Claude’s data about the account (${baseName(account.name)}) and no conversations. Drop the other zips of the same export, above all the one called conversations.`,
  )
}

async function* read(source: Source, context: ReadContext): AsyncGenerator<ReadItem> {
  const members: PlannedMember[] = []
  for (const member of candidates(source)) {
    const { look, problem } = await tryToLook(source, member)
    const recognised = look?.recognised ?? null
    const isRecords = recognised !== null && recordFormats.has(recognised.id)
    // Read in any case, so that what is wrong with a file of this name is told where failures are told.
    if (isRecords || (recognised === null && isConversationsName(member.name))) {
      members.push(plannedAs(member, look))
      continue
    }
    if (problem !== null) yield remark(member.name, problem)
    else if (recognised !== null) yield* remarksOn(source, member, recognised)
  }
  const stored = storedFiles(source.members, new Set(members.map(({ member }) => member.name)))
  yield* readMembers(source, context, { members, convert: (record) => conversationFrom(record, stored) })
}

function plannedAs(member: Member, look: Look | null): PlannedMember {
  const listPath = look?.recognised?.listPath ?? null
  return { member, listPath, isSingle: look?.sample.shape === 'object' && listPath === null }
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

async function* remarksOn(
  source: Source,
  member: Member,
  recognised: NonNullable<Look['recognised']>,
): AsyncGenerator<ReadItem> {
  if (recognised.id === 'claude-manifest') {
    const absent = absentZips(await zipsIn(source, member), source.members)
    if (absent.length > 0) {
      const names = absent.join(', ')
      yield remark(member.name, `It lists zips that are not here: ${names}. Download and import them as well.`)
    }
  } else if (recognised.id === 'claude-account') {
    yield remark(member.name, 'It holds data about the account and no conversations, and was left out.')
  } else {
    const reason = `This is ${recognised.name} among files of Claude. It was not read; import it on its own.`
    yield remark(member.name, reason)
  }
}

async function zipsIn(source: Source, member: Member): Promise<readonly string[]> {
  try {
    return zipsInManifest(await wholeJson(source, member))
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
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

function isConversationsName(name: string): boolean {
  return /^conversations(-\d+)?\.json$/i.test(baseName(name))
}

function remark(where: string, reason: string): ReadItem {
  return { kind: 'remark', where, reason, position: { bytes: 0, totalBytes: 0 } }
}
