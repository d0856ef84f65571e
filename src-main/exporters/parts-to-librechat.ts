/** The parts of a message as LibreChat's `content`: typed parts where it has the type, readable text where not. */
import type { AttachmentPart, Part } from '@shared/conversation.ts'
import { isJsonObject, type Json, type JsonObject } from '@shared/json.ts'
import { partsToMarkdown } from './parts-to-markdown.ts'

/** One entry of `content` for every part. `keepsExtra` puts back what LibreChat itself had in a part. */
export function partsToContent(parts: readonly Part[], keepsExtra: boolean): JsonObject[] {
  return parts.map((part) => ({ ...contentOf(part), ...(keepsExtra ? part.extra : undefined) }))
}

function contentOf(part: Part): JsonObject {
  switch (part.type) {
    case 'text':
    case 'transcript':
      return textContent(part.text)
    case 'thinking':
      return { type: 'think', think: part.text }
    case 'tool-call':
      return toolContent(part.id, part.name, part.input, part.output ?? '')
    case 'tool-result':
      return toolContent(part.callId, part.name ?? 'tool', '', part.text)
    case 'attachment':
      return part.kind === 'image'
        ? { type: 'image_file', image_file: fileOfPart(part) }
        : textContent(partsToMarkdown([part], []))
    case 'error':
      return { type: 'error', error: part.text }
    case 'unknown':
      // What came from LibreChat, or looks like a part of its kind, goes back as it was.
      return isJsonObject(part.raw) && typeof part.raw['type'] === 'string'
        ? part.raw
        : textContent(partsToMarkdown([part], []))
    case 'code':
    case 'quote':
    case 'context':
      return textContent(partsToMarkdown([part], []))
  }
}

/** The `files` of a message, by its attachment parts. */
export function filesOf(parts: readonly Part[]): JsonObject[] {
  return parts.filter((part) => part.type === 'attachment').map(fileOfPart)
}

function fileOfPart(part: AttachmentPart): JsonObject {
  const fields: Record<string, Json> = {
    file_id: part.ref,
    filename: part.name,
    type: part.mime,
    bytes: part.size,
    width: part.width,
    height: part.height,
  }
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
}

function textContent(text: string): JsonObject {
  return { type: 'text', text }
}

function toolContent(id: string | undefined, name: string, args: Json, output: string): JsonObject {
  return {
    type: 'tool_call',
    tool_call: {
      ...(id === undefined ? {} : { id }),
      name,
      args: typeof args === 'string' || isJsonObject(args) ? args : JSON.stringify(args),
      output,
      type: 'tool_call',
      progress: 1,
    },
  }
}
