/** What a conversation is before it becomes a record: turns in the roles of the seed's table, one after the other. */
import type { JsonObject } from '@shared/json.ts'

export interface Call {
  /** As the source called it; empty where it did not. */
  readonly id: string
  readonly name: string
  readonly arguments: JsonObject
}

export interface Result {
  /** The call it answers; empty where the source does not say. */
  readonly callId: string
  readonly name: string
  readonly text: string
}

export interface TextTurn {
  readonly role: 'system' | 'user'
  readonly text: string
}

export interface AnswerTurn {
  readonly role: 'assistant'
  readonly text: string
  /** What the model thought; empty where it did not or nobody kept it. */
  readonly reasoning: string
}

export interface CallTurn {
  readonly role: 'function_call'
  /** At least one; several are parallel. */
  readonly calls: readonly Call[]
  /** What was said right before calling. */
  readonly text: string
  readonly reasoning: string
}

export interface ResultTurn {
  readonly role: 'tool'
  readonly results: readonly Result[]
}

export type Turn = TextTurn | AnswerTurn | CallTurn | ResultTurn
