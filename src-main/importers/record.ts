/** What becomes of one record of a foreign file. */
import type { Conversation } from '@shared/conversation.ts'
import type { AttachedFile } from './importer.ts'

export type Converted =
  | {
      readonly kind: 'conversation'
      readonly conversation: Conversation
      readonly files: readonly AttachedFile[]
      /** What a person should know of the record although it was read; in words. */
      readonly remarks?: readonly string[]
    }
  /** `skipped` where there is nothing to keep, `failed` where something could not be read; in words for a person. */
  | { readonly kind: 'skipped' | 'failed'; readonly reason: string }
