/**
 * What a call of a tool does to an artifact: Claude has had three sets of tools that write and edit them, and a fourth in
 * design chats.
 *
 * What comes of a change depends on the version before it, which artifact-versions.ts knows.
 */
import type { Json, JsonObject } from '@shared/json.ts'
import { isJsonObject } from '@shared/json.ts'
import { filledTextAt, numberAt, objectsAt, textAt } from '../fields.ts'

export type ArtifactEdit =
  | { readonly kind: 'write'; readonly text: string }
  /** Each text in turn, at its first place. */
  | { readonly kind: 'replace'; readonly pairs: readonly { readonly from: string; readonly to: string }[] }
  /** Behind so many lines. */
  | { readonly kind: 'insert'; readonly line: number; readonly text: string }

export interface ArtifactChange {
  /** What the artifact is called by: an identifier, or the path of a file. */
  readonly id: string
  /** Null leaves title, type and language as they were. */
  readonly title: string | null
  readonly type: string | null
  readonly language: string | null
  readonly edit: ArtifactEdit
}

/** The change that a call makes; null for calls that only look, and for calls of other tools. */
export function changeOfCall(tool: string, input: Json): ArtifactChange | null {
  const read = readers.get(tool)
  return read && isJsonObject(input) ? read(input) : null
}

type Reader = (input: JsonObject) => ArtifactChange | null

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['artifacts', changeByArtifactsTool],
  ['create_file', (input) => fileChange(input, writing(textAt(input, 'file_text')))],
  ['str_replace', (input) => fileChange(input, replacing(input, 'old_str', 'new_str'))],
  ['str_replace_based_edit_tool', changeByEditTool],
  ['write_file', (input) => fileChange(input, writing(textAt(input, 'content')))],
  ['str_replace_edit', changeInDesignChat],
])

function changeByArtifactsTool(input: JsonObject): ArtifactChange | null {
  const id = filledTextAt(input, 'id')
  const edit = filledTextAt(input, 'command') === 'update' ? update(input) : writing(textAt(input, 'content'))
  if (id === null || edit === null || input['command'] === 'view') return null
  return {
    id,
    title: filledTextAt(input, 'title'),
    type: filledTextAt(input, 'type'),
    language: filledTextAt(input, 'language'),
    edit,
  }
}

function update(input: JsonObject): ArtifactEdit | null {
  return replacing(input, 'old_str', 'new_str') ?? writing(filledTextAt(input, 'content'))
}

function changeByEditTool(input: JsonObject): ArtifactChange | null {
  switch (input['command']) {
    case 'create':
      return fileChange(input, writing(textAt(input, 'file_text')))
    case 'str_replace':
      return fileChange(input, replacing(input, 'old_str', 'new_str'))
    case 'insert': {
      const [line, text] = [
        numberAt(input, 'insert_line'),
        textAt(input, 'insert_text') ?? textAt(input, 'new_str'),
      ]
      return fileChange(input, line === null || text === null ? null : { kind: 'insert', line, text })
    }
    default:
      return null
  }
}

function changeInDesignChat(input: JsonObject): ArtifactChange | null {
  const single = pairIn(input, 'old_string', 'new_string')
  const pairs = [
    ...(single ? [single] : []),
    ...objectsAt(input, 'edits').flatMap((edit) => pairIn(edit, 'old_string', 'new_string') ?? []),
  ]
  return fileChange(input, pairs.length === 0 ? null : { kind: 'replace', pairs })
}

function fileChange(input: JsonObject, edit: ArtifactEdit | null): ArtifactChange | null {
  const path = filledTextAt(input, 'path')
  if (path === null || edit === null) return null
  return { id: path, title: path.slice(path.lastIndexOf('/') + 1), type: null, language: null, edit }
}

function writing(text: string | null): ArtifactEdit | null {
  return text === null ? null : { kind: 'write', text }
}

function replacing(input: JsonObject, from: string, to: string): ArtifactEdit | null {
  const pair = pairIn(input, from, to)
  return pair && { kind: 'replace', pairs: [pair] }
}

/** What is replaced, by what: an absent new text takes the old one out. */
function pairIn(
  input: JsonObject,
  fromKey: string,
  toKey: string,
): { readonly from: string; readonly to: string } | null {
  const from = filledTextAt(input, fromKey)
  return from === null ? null : { from, to: textAt(input, toKey) ?? '' }
}
