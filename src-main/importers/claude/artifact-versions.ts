/**
 * Rebuilds the versions of Claude's artifacts: each branch of a conversation has versions of its own, made by the changes
 * from its first message down.
 */
import type { CodePart, Message, Part } from '@shared/conversation.ts'
import { isJsonObject, type JsonObject } from '@shared/json.ts'
import { filledTextAt, objectAt } from '../fields.ts'
import { changeOfCall, type ArtifactChange, type ArtifactEdit } from './artifact-changes.ts'
import { languageOfArtifact } from './artifact-language.ts'

/**
 * Characters of rebuilt text that one conversation may grow by: a file of 100 KB with a hundred thousand small edits would
 * be written out a hundred thousand times. The edits themselves are kept in any case.
 */
const mostRebuilt = 32 * 2 ** 20

interface Version {
  readonly id: string
  readonly title: string | null
  readonly type: string | null
  readonly language: string | null
  readonly text: string
  /** Counted from 1 along the branch. */
  readonly number: number
}

/**
 * Adds to each message that changes an artifact with a tool the whole text that comes of it, as a code part behind the
 * last change, with `extra.artifact` of `{ id, title, type, version }`; artifacts that stand in a text get their version.
 *
 * Messages must be in tree order (tree-order.ts). A change that does not fit the version before it makes none: its
 * beginning may lie outside the export.
 */
export function withArtifactVersions(messages: readonly Message[]): Message[] {
  const shelf = new Shelf()
  let left = mostRebuilt
  return messages.map((message) => {
    shelf.goTo(message)
    const made = new Map<string, { readonly at: number; readonly version: Version }>()
    const parts = message.parts.map((part, index) => {
      const change = changeOfPart(part)
      if (change === null) return part
      const version = shelf.apply(change)
      if (version === null) return part
      if (part.type === 'code') return withVersion(part, version)
      made.set(version.id, { at: index, version })
      return part
    })
    const results = new Map<number, CodePart[]>()
    for (const { at, version } of made.values()) {
      left -= version.text.length
      if (left >= 0) results.set(at, [...(results.get(at) ?? []), codeOf(version)])
    }
    return parts.every((part, index) => part === message.parts[index]) && results.size === 0
      ? message
      : { ...message, parts: parts.flatMap((part, index): Part[] => [part, ...(results.get(index) ?? [])]) }
  })
}

/** The artifacts as they stand at one message; going on to another branch takes back what the last one did. */
class Shelf {
  readonly #versions = new Map<string, Version>()
  readonly #path: { readonly id: string; readonly before: Map<string, Version | undefined> }[] = []

  /** Goes to a message that follows the last one in tree order. */
  goTo({ id, parentId }: Message): void {
    for (let last = this.#path.at(-1); last !== undefined && last.id !== parentId; last = this.#path.at(-1)) {
      for (const [artifact, version] of last.before) {
        if (version === undefined) this.#versions.delete(artifact)
        else this.#versions.set(artifact, version)
      }
      this.#path.pop()
    }
    this.#path.push({ id, before: new Map() })
  }

  /** The version that a change at this message makes; null where it does not fit. */
  apply(change: ArtifactChange): Version | null {
    const last = this.#versions.get(change.id)
    const text = textAfter(last?.text ?? null, change.edit)
    if (text === null) return null
    const type = change.type ?? last?.type ?? null
    const version: Version = {
      id: change.id,
      title: change.title ?? last?.title ?? null,
      type,
      language: change.language ?? last?.language ?? languageOfArtifact(type, change.id),
      text,
      number: (last?.number ?? 0) + 1,
    }
    const before = this.#path.at(-1)?.before
    if (before && !before.has(change.id)) before.set(change.id, last)
    this.#versions.set(change.id, version)
    return version
  }
}

function changeOfPart(part: Part): ArtifactChange | null {
  if (part.type === 'tool-call') {
    const hasFailed = objectAt(part.extra ?? {}, 'result')['is_error'] === true
    return hasFailed ? null : changeOfCall(part.name, part.input)
  }
  const artifact = part.type === 'code' ? part.extra?.['artifact'] : undefined
  if (part.type !== 'code' || !isJsonObject(artifact)) return null
  const { language, text } = part
  return { ...labelsOf(artifact), language, edit: { kind: 'write', text } }
}

function labelsOf(artifact: JsonObject): Pick<ArtifactChange, 'id' | 'title' | 'type'> {
  return {
    id: filledTextAt(artifact, 'id') ?? '',
    title: filledTextAt(artifact, 'title'),
    type: filledTextAt(artifact, 'type'),
  }
}

function textAfter(text: string | null, edit: ArtifactEdit): string | null {
  if (edit.kind === 'write') return edit.text
  if (text === null) return null
  if (edit.kind === 'insert') {
    const [lines, line] = [text.split('\n'), Math.max(0, edit.line)]
    return [...lines.slice(0, line), edit.text, ...lines.slice(line)].join('\n')
  }
  let changed = text
  for (const { from, to } of edit.pairs) {
    const at = changed.indexOf(from)
    if (at < 0) return null
    changed = changed.slice(0, at) + to + changed.slice(at + from.length)
  }
  return changed
}

function withVersion(part: CodePart, { title, type, language, number }: Version): CodePart {
  const artifact = { ...objectAt(part.extra ?? {}, 'artifact'), title, type, version: number }
  return { ...part, language, extra: { ...part.extra, artifact } }
}

function codeOf({ id, title, type, language, text, number }: Version): CodePart {
  return { type: 'code', language, text, extra: { artifact: { id, title, type, version: number } } }
}
