/**
 * Puts messages into one shard after the other in their thousands, as segments of its full-text table, and knows the
 * tokens of all that it has put into a shard.
 */
import { FormWriter } from './form-writer.ts'
import type { IndexedColumns } from './indexed-message.ts'
import type { SearchIndex } from './open-index.ts'
import { addSegment } from './segments/add-segment.ts'
import { SegmentBuilder } from './segments/segment-builder.ts'
import { TokenCollector } from './segments/token-collector.ts'
import { emptyVocabulary, mergedVocabularies, type Vocabulary } from './segments/vocabulary.ts'

type ShardFile = SearchIndex['shards'][number]['file']

/** With so many tokens a segment is written: each takes twelve bytes of memory. */
const tokensOfSegment = 1.5 * 2 ** 20

export class ShardBuilder {
  /** Made when there is something for them: most changes are small. */
  #tools: {
    readonly forms: FormWriter
    readonly collected: TokenCollector
    readonly segments: SegmentBuilder
  } | null = null
  #vocabulary: Vocabulary = emptyVocabulary
  #messages = 0

  /** Goes on with another shard, in the same memory. */
  begin(): void {
    this.forget()
    this.#vocabulary = emptyVocabulary
    this.#messages = 0
  }

  /** Whether it has put anything into the shard. */
  get hasBegun(): boolean {
    return this.#messages > 0
  }

  /** Takes a message, with a higher id than those before; it is in with the next `writeTo`. */
  add(id: number, message: IndexedColumns): void {
    this.#tools ??= {
      forms: new FormWriter(),
      collected: new TokenCollector(),
      segments: new SegmentBuilder(),
    }
    const { forms, collected } = this.#tools
    const length = forms.write(message)
    collected.add(id, forms.bytes, length)
  }

  /** Whether it is time for `writeTo`. */
  get isFull(): boolean {
    return this.#tools !== null && this.#tools.collected.occurrenceCount >= tokensOfSegment
  }

  /** Drops what was added and not written. */
  forget(): void {
    this.#tools?.collected.clear()
  }

  /** Writes what was added since the last time; in a transaction, as `addSegment`. */
  writeTo(file: ShardFile): void {
    if (this.#tools === null || this.#tools.collected.rowids.length === 0) return
    const { collected, segments } = this.#tools
    const vocabulary = file.beneath(() => addSegment(file, 'messages_fts', collected, segments))
    this.#messages += collected.rowids.length
    this.#vocabulary = mergedVocabularies(this.#vocabulary, vocabulary)
    collected.clear()
  }

  /** All tokens of the shard; null when there are others in it than were written here. */
  vocabularyOf(file: ShardFile): Vocabulary | null {
    return file.read('messages') === this.#messages ? this.#vocabulary : null
  }
}
