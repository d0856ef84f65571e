/**
 * The records of a JSON member of a source, one at a time: fingerprinted, and parsed only where somebody wants them.
 *
 *     for await (const record of records(source, member, { signal, isKnown })) {
 *       if (record.isKnown) …
 *       else record.parse()
 *     }
 */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import { AppError } from '@shared/contract/app-error.ts'
import type { Member, Source } from '../source.ts'
import { elements } from './element-stream.ts'
import type { Element, ElementFault } from './element-stream.ts'
import { Utf8Chunks } from './encoding.ts'
import { findJsonFault } from './json-fault.ts'
import { lineElements } from './line-stream.ts'
import { deepestNesting } from './value-scan.ts'

export interface RecordOptions {
  readonly signal?: AbortSignal
  /** Where the list stands when the file is an object around it: `conversations`, or `data/chats`. */
  readonly path?: string
  /** True when every line is a record (JSONL); `path` means nothing then. */
  readonly isLines?: boolean
  /** Goes into every fingerprint before the bytes: the reading of a record changes with more than the record. */
  readonly fingerprintSalt?: string
  /** True for the fingerprint of a record that need not be parsed. `bytes` are valid only during the call. */
  isKnown?(fingerprint: string, bytes: Buffer): boolean
  readonly limits?: RecordLimits
}

export interface RecordLimits {
  /** Bytes of one record. */
  readonly record: number
  /** Bytes of one string inside a record, quotes and escapes included. */
  readonly string: number
  /** Containers inside containers, 512 unless said; with Infinity the caller has to expect any depth. */
  readonly levels?: number
}

/** V8 holds no string longer than 536,870,888 units; a text above 64 MiB is a program's mistake or an attack. */
export const defaultRecordLimits: Required<RecordLimits> = {
  record: 536_870_888,
  string: 64 * 2 ** 20,
  levels: deepestNesting,
}

export interface JsonRecord {
  /** Place in the list, from 0; of lines the number of the line, empty ones counted. */
  readonly index: number
  /** SHA-1 (hex) of salt and bytes; null when the record has no bytes that could be looked at. */
  readonly fingerprint: string | null
  /** What `isKnown` answered for the fingerprint. */
  readonly isKnown: boolean
  /** Bytes of the member up to the end of this record. */
  readonly end: number
  /** The record as it stands in the file, in UTF-8. Valid until the next record is asked for; empty when unreadable. */
  readonly bytes: Buffer
  /**
   * The record as a value. To be called before the next record is asked for.
   * Throws AppError `corrupt-file` when it is no JSON or nested too deeply, `file-too-large` when it is too large to be
   * read; the sentence tells the reason and leaves the place to the caller.
   */
  parse(): unknown
}

/**
 * The records of a member: the elements of its array, or of the array at `path`, or the one object that it is, or its
 * lines. Errors as `elements` in element-stream.ts, of lines as in line-stream.ts; a record that cannot be read is no error until it is parsed.
 */
export function records(
  source: Source,
  member: Member,
  options: RecordOptions = {},
): AsyncGenerator<JsonRecord, void, undefined> {
  return recordsIn(source.read(member, options.signal), member.name, options)
}

/** As `records`, for bytes from anywhere. `name` is what a person calls them. */
export async function* recordsIn(
  chunks: AsyncIterable<Buffer>,
  name: string,
  options: RecordOptions = {},
): AsyncGenerator<JsonRecord, void, undefined> {
  const { signal, path, fingerprintSalt = '' } = options
  const limits = { ...defaultRecordLimits, ...options.limits }
  const text = new Utf8Chunks(chunks)
  let look: Look | null = null
  const cutOptions = {
    ...(signal && { signal }),
    largestElement: limits.record,
    longestString: limits.string,
  }
  const cutting =
    options.isLines === true
      ? lineElements(text, cutOptions)
      : elements(text, {
          ...cutOptions,
          name,
          ...(path !== undefined && { path }),
          levels: limits.levels,
          proves: (bytes) => {
            look = lookAt(bytes, fingerprintSalt, options)
            // A known fingerprint is proof as well: these very bytes were once seen to be a whole record.
            return look.isKnown || look.parsed?.ok === true
          },
        })
  for await (const element of cutting) {
    const seen: Look | null = element.isProven ? look : null
    look = null
    const record = new CutRecord(
      element,
      seen ?? lookAtElement(element, fingerprintSalt, options),
      text.filePosition(element.end),
      limits,
    )
    yield record
    record.pass()
  }
}

type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false }

interface Look {
  readonly fingerprint: string | null
  readonly isKnown: boolean
  /** Null while nobody asked. */
  readonly parsed: Parsed | null
}

function lookAt(bytes: Buffer, salt: string, options: RecordOptions): Look {
  const fingerprint = createHash('sha1').update(salt).update(bytes).digest('hex')
  if (options.isKnown?.(fingerprint, bytes) === true) return { fingerprint, isKnown: true, parsed: null }
  return { fingerprint, isKnown: false, parsed: tryParse(bytes) }
}

function lookAtElement(element: Element, salt: string, options: RecordOptions): Look {
  if (element.bytes.length === 0) return { fingerprint: null, isKnown: false, parsed: null }
  const fingerprint = createHash('sha1').update(salt).update(element.bytes).digest('hex')
  return { fingerprint, isKnown: options.isKnown?.(fingerprint, element.bytes) === true, parsed: null }
}

function tryParse(bytes: Buffer): Parsed {
  try {
    // Copying one-byte text is much quicker than decoding UTF-8, and most records are pure ASCII.
    return { ok: true, value: JSON.parse(isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8')) }
  } catch {
    return { ok: false }
  }
}

class CutRecord implements JsonRecord {
  readonly index: number
  readonly fingerprint: string | null
  readonly isKnown: boolean
  readonly end: number
  readonly #fault: ElementFault | null
  readonly #limits: Required<RecordLimits>
  #bytes: Buffer | null
  #parsed: Parsed | null

  constructor(element: Element, look: Look, end: number, limits: Required<RecordLimits>) {
    this.index = element.index
    this.fingerprint = look.fingerprint
    this.isKnown = look.isKnown
    this.end = end
    this.#fault = element.fault
    this.#limits = limits
    this.#bytes = element.bytes
    this.#parsed = look.parsed
  }

  get bytes(): Buffer {
    if (this.#bytes === null) throw new Error('A record was used after the next one had been asked for')
    return this.#bytes
  }

  parse(): unknown {
    const bytes = this.bytes
    if (this.#fault !== null) throw faultError(this.#fault, bytes, this.#limits)
    this.#parsed ??= tryParse(bytes)
    if (!this.#parsed.ok) throw faultError('broken', bytes, this.#limits)
    // Looking for more levels than the stack has would itself overflow it.
    const { levels } = this.#limits
    const isTooDeep = levels !== Infinity && isDeeperThan(this.#parsed.value, levels)
    if (isTooDeep) throw faultError('too-deep', bytes, this.#limits)
    return this.#parsed.value
  }

  /** The window moves on: what was lent is taken back. */
  pass(): void {
    this.#bytes = null
    this.#parsed = null
  }
}

function faultError(fault: ElementFault, bytes: Buffer, limits: Required<RecordLimits>): AppError {
  switch (fault) {
    case 'too-large':
      return new AppError(
        'file-too-large',
        `It is too large to be read (more than ${inMebibytes(limits.record)}).`,
      )
    case 'long-string':
      return new AppError(
        'file-too-large',
        `It holds a single text of more than ${inMebibytes(limits.string)}, which is too large to be read.`,
      )
    case 'too-deep':
      return new AppError(
        'corrupt-file',
        `It is nested more than ${limits.levels} levels deep, which no export is.`,
      )
    case 'broken':
      return new AppError('corrupt-file', `It is not valid JSON: ${whatIsWrong(bytes)}.`)
  }
}

function inMebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`
}

function whatIsWrong(bytes: Buffer): string {
  if (bytes.length === 0) return 'its end cannot be found, or nothing stands where a record should'
  const fault = findJsonFault(bytes)
  if (fault === null) return 'it cannot be parsed'
  return `${fault.expected} is missing at byte ${fault.at.toLocaleString('en')} of the record`
}

/** True when containers stand inside containers for more than `levels` levels. Goes no deeper than that itself. */
function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  // Every record goes through here, and most values in it are texts: they are passed without a call.
  if (Array.isArray(value)) {
    for (const item of value as unknown[]) {
      if (typeof item === 'object' && item !== null && isDeeperThan(item, levels - 1)) return true
    }
    return false
  }
  const members = value as Record<string, unknown>
  for (const key in members) {
    const member = members[key]
    if (typeof member === 'object' && member !== null && isDeeperThan(member, levels - 1)) return true
  }
  return false
}
