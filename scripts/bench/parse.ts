/**
 * The conversations of an export as values, and nothing else. Arguments: the file and how: `whole` is `JSON.parse` of
 * the file as one text, `elements` cuts it and parses the pieces, `records` is what an import reads, with their SHA-1.
 */
import { isAscii } from 'node:buffer'
import { readFileSync, statSync } from 'node:fs'
import { elements } from '../../src-main/importers/json/element-stream.ts'
import { defaultRecordLimits, recordsIn } from '../../src-main/importers/json/records.ts'
import { bytesOfFile } from '../../src-main/importers/source/file-bytes.ts'
import { report } from './report.ts'

interface RawConversation {
  readonly mapping: Record<string, { message: { content: { parts?: unknown[] } } | null }>
}

const [file = '', way = 'records'] = process.argv.slice(2)
const counts = { conversations: 0, messages: 0, characters: 0 }
const readers: Record<string, () => Promise<void> | void> = {
  whole: readWhole,
  elements: readElements,
  records: readRecords,
}
const started = performance.now()
await readers[way]?.()
report({ parsing: performance.now() - started, ...counts })

function readWhole(): void {
  for (const conversation of JSON.parse(readFileSync(file, 'utf8')) as unknown[]) count(conversation)
}

async function readElements(): Promise<void> {
  let guessed: unknown
  const options = {
    name: file,
    largestElement: defaultRecordLimits.record,
    longestString: defaultRecordLimits.string,
    proves: (bytes: Buffer): boolean => {
      try {
        guessed = parsed(bytes)
        return true
      } catch {
        return false
      }
    },
  }
  for await (const { bytes, isProven } of elements(chunks(), options))
    count(isProven ? guessed : parsed(bytes))
}

async function readRecords(): Promise<void> {
  for await (const record of recordsIn(chunks(), file)) count(record.parse())
}

function chunks(): AsyncIterable<Buffer> {
  return bytesOfFile(file, statSync(file).size)
}

function parsed(bytes: Buffer): unknown {
  return JSON.parse(isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8'))
}

/** Shows that all ways came by the same, at the same cost for each. */
function count(value: unknown): void {
  counts.conversations += 1
  for (const { message } of Object.values((value as RawConversation).mapping)) {
    if (message === null) continue
    counts.messages += 1
    for (const part of message.content.parts ?? [])
      if (typeof part === 'string') counts.characters += part.length
  }
}
