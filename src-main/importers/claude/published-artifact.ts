/**
 * An artifact that was published on claude.ai, as a conversation of its own kind: a message for each version, with the
 * page itself as a file. The `frames` zip of late 2026 has them as `artifacts/ID/artifact.json` with the pages beside.
 */
import type { Conversation, Message, Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { attachmentPart } from '../attachment-part.ts'
import { extraOf, filledTextAt, objectsAt } from '../fields.ts'
import type { AttachedFile } from '../importer.ts'
import { baseName } from '../members.ts'
import { kindOfMime, mimeOfName } from '../mime.ts'
import type { Converted } from '../record.ts'
import { timeOf, unreadableTimes } from '../time.ts'
import { quietMessage } from './quiet-message.ts'
import { remainderOf } from './raw-shape.ts'
import type { StoredFiles } from './stored-files.ts'

const heldOfArtifact = new Set(['id', 'versions', 'updated_at', 'active_version'])
const heldOfVersion = new Set(['id', 'title', 'description', 'created_at'])

/** Turns a published artifact into a conversation, or says in words for a person why there is nothing to keep. */
export function conversationFromPublishedArtifact(raw: JsonObject, stored: StoredFiles): Converted {
  const id = filledTextAt(raw, 'id')
  const versions = objectsAt(raw, 'versions')
  const active = filledTextAt(raw, 'active_version')
  const ids = versions.map((version, index) => filledTextAt(version, 'id') ?? `version-${index + 1}`)
  if (id === null || ids.length === 0) return { kind: 'skipped', reason: 'This artifact has no versions.' }
  const pages = pagesOf(stored.inFolder(id), ids, active ?? ids.at(-1) ?? '')
  const files: AttachedFile[] = []
  const messages = versions.map((version, index): Message => {
    const key = ids[index] ?? ''
    const description = filledTextAt(version, 'description')
    const parts: Part[] = description === null ? [] : [{ type: 'text', text: description }]
    const members = pages.get(key) ?? []
    for (const member of members.length === 0 ? [null] : members) {
      const name = member === null ? filledTextAt(version, 'title') : baseName(member)
      const mime = member === null ? null : mimeOfName(member)
      const ref = `${id}/${member === null ? key : refOf(member, id)}`
      parts.push(attachmentPart({ kind: kindOfMime(mime, name), ref, name, mime }))
      const missing = member === null ? 'Its page is not in this export' : null
      files.push({ ref, messageId: key, member, mime, missing })
    }
    return {
      ...quietMessage(key, ids[index - 1] ?? null, 'assistant', parts),
      createdAt: timeOf(version['created_at']),
      extra: extraOf({
        ...remainderOf(version, heldOfVersion),
        ...unreadableTimes(version, ['created_at']),
        title: version['title'],
      }),
    }
  })
  const shown = versions[ids.indexOf(active ?? '')] ?? versions.at(-1) ?? {}
  const conversation: Conversation = {
    id,
    source: 'claude',
    sourceId: id,
    type: 'chat',
    status: 'active',
    title: filledTextAt(shown, 'title'),
    endpoint: 'anthropic',
    model: null,
    createdAt: messages[0]?.createdAt ?? null,
    updatedAt: timeOf(raw['updated_at']),
    tags: [],
    activeLeafId: messages.at(-1)?.id ?? null,
    options: null,
    extra: extraOf({
      ...remainderOf(raw, heldOfArtifact),
      ...unreadableTimes(raw, ['updated_at']),
      artifact_kind: raw['kind'],
      active_version: active,
      kind: 'artifact',
    }),
    messages,
  }
  return { kind: 'conversation', conversation, files }
}

/** The members of each version, by the version's id in their path; what names none belongs to the active one. */
function pagesOf(
  members: readonly string[],
  versions: readonly string[],
  active: string,
): ReadonlyMap<string, readonly string[]> {
  const pages = new Map<string, string[]>()
  for (const member of members) {
    const steps = new Set(member.split('/').flatMap((step) => [step, step.replace(/\.[^.]*$/, '')]))
    const version = versions.find((id) => steps.has(id)) ?? active
    const known = pages.get(version)
    if (known) known.push(member)
    else pages.set(version, [member])
  }
  return pages
}

/** The path of a member below the artifact's own folder. */
function refOf(member: string, id: string): string {
  return member.slice(member.lastIndexOf(`${id}/`) + id.length + 1)
}
