/**
 * The one model of a conversation: a tree of messages made of typed parts.
 *
 * Importers turn foreign files into it, the archive keeps it, the viewer shows it, exporters write it. It holds no
 * behaviour; walking the tree is tree.ts's work, its readable text is message-text.ts's.
 */
import type { Json, JsonObject } from './json.ts'

/** In the order in which packed forms number them. */
export const roles = ['user', 'assistant', 'system', 'tool'] as const

export type Role = (typeof roles)[number]

export type ConversationType = 'chat' | 'agent' | 'graph'

export type ConversationStatus = 'active' | 'archived' | 'favorite' | 'deleted'

/** Milliseconds since 1970 in UTC. A missing time is null, never 0 and never now. */
export type Time = number

/** What every part may carry beside its own fields: whatever the source had and we have no name for. */
interface PartBase {
  readonly extra?: JsonObject
}

export interface TextPart extends PartBase {
  readonly type: 'text'
  /** Markdown, exactly as received. */
  readonly text: string
}

export interface ThinkingPart extends PartBase {
  readonly type: 'thinking'
  readonly text: string
  /** A one-line summary, where the source has one. */
  readonly title?: string
}

/** A whole block that is code by its nature (not a fence inside a text). */
export interface CodePart extends PartBase {
  readonly type: 'code'
  readonly language: string | null
  readonly text: string
}

export interface ToolCallPart extends PartBase {
  readonly type: 'tool-call'
  readonly id?: string
  readonly name: string
  /** The arguments: an object where the source had one, else its text. */
  readonly input: Json
  /** What the tool answered, where the source keeps call and answer together. */
  readonly output?: string
}

/** What a tool answered, as a message or part of its own. */
export interface ToolResultPart extends PartBase {
  readonly type: 'tool-result'
  readonly callId?: string
  readonly name?: string
  readonly text: string
}

/** A piece of a web page or file that the assistant looked at. */
export interface QuotePart extends PartBase {
  readonly type: 'quote'
  readonly title: string | null
  readonly url: string | null
  readonly text: string
}

export interface TranscriptPart extends PartBase {
  readonly type: 'transcript'
  readonly text: string
  /** `in` was spoken by the user, `out` by the assistant. */
  readonly direction: 'in' | 'out' | null
}

/** A picture, sound or file. Whether its bytes are here is told by the attachment with the same `ref`. */
export interface AttachmentPart extends PartBase {
  readonly type: 'attachment'
  readonly kind: 'image' | 'audio' | 'video' | 'file'
  /** How the source names it: an asset pointer, a file id, a path. Unique within its message. */
  readonly ref: string
  readonly name: string | null
  readonly mime: string | null
  /** Bytes. */
  readonly size: number | null
  readonly width: number | null
  readonly height: number | null
  /** Alternative text or the prompt it was made from. */
  readonly description: string | null
}

/** Custom instructions, a memory dump: text that stood before the conversation. */
export interface ContextPart extends PartBase {
  readonly type: 'context'
  readonly title: string
  readonly text: string
}

export interface ErrorPart extends PartBase {
  readonly type: 'error'
  readonly text: string
  readonly name?: string
}

/** A kind of content that this version has no name for; kept whole and shown as what it is. */
export interface UnknownPart extends PartBase {
  readonly type: 'unknown'
  /** What the source calls it. */
  readonly kind: string
  readonly raw: Json
}

export type Part =
  | TextPart
  | ThinkingPart
  | CodePart
  | ToolCallPart
  | ToolResultPart
  | QuotePart
  | TranscriptPart
  | AttachmentPart
  | ContextPart
  | ErrorPart
  | UnknownPart

/** What is known of one attached file of one message. */
export interface Attachment {
  /** The `ref` of the AttachmentPart it belongs to. */
  readonly ref: string
  /** SHA-256 of the stored bytes in hex, or null when they are not in the archive. */
  readonly hash: string | null
  readonly mime: string | null
  /** Why the bytes are not here, in words for a person ("not in this file"); null when they are. */
  readonly missing: string | null
}

export interface Message {
  /** In the archive our own UUID. An importer may use any text that is unique within the conversation. */
  readonly id: string
  /** The id that the source gave it. */
  readonly sourceId: string | null
  /** The `id` of the message it answers; null for a first message. */
  readonly parentId: string | null
  readonly role: Role
  /** The name shown by the source ("GPT-4", "Software Engineer"), where it had one. */
  readonly sender: string | null
  readonly model: string | null
  readonly createdAt: Time | null
  readonly isError: boolean
  readonly isUnfinished: boolean
  /** Not shown by the product it comes from (system prompts, tool plumbing): kept, but folded. */
  readonly isHidden: boolean
  readonly parts: readonly Part[]
  readonly attachments: readonly Attachment[]
  /** Fields of the source that the model has no name for, as received. */
  readonly extra: JsonObject | null
}

export interface Conversation {
  /** In the archive our own UUID. */
  readonly id: string
  /** The importer's id of the product: `chatgpt`, `librechat` … */
  readonly source: string
  readonly sourceId: string | null
  readonly type: ConversationType
  readonly status: ConversationStatus
  readonly title: string | null
  readonly endpoint: string | null
  readonly model: string | null
  readonly createdAt: Time | null
  readonly updatedAt: Time | null
  readonly tags: readonly string[]
  /** The last message of the branch that is shown first; null lets the reader of it choose the newest. */
  readonly activeLeafId: string | null
  /** Endpoint options (temperature, system prompt …), as the source had them. */
  readonly options: JsonObject | null
  readonly extra: JsonObject | null
  /** The whole tree: parents stand before their children, siblings in their order. */
  readonly messages: readonly Message[]
}
