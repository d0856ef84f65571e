/**
 * What Open WebUI writes into the text of an answer as HTML: `<details type="reasoning">` for what the model thought,
 * `"tool_calls"` for a call with its answer, `"code_interpreter"` for code that was run.
 *
 * Each becomes a part, and the HTML that it was stays in the part's `extra.html`.
 */
import type { Part } from '@shared/conversation.ts'
import type { Json } from '@shared/json.ts'
import { partExtra } from '../fields.ts'
import { decodeEntities } from '../html/entities.ts'
import { attributesOf } from '../html/parse.ts'
import { parseArguments } from '../tool-arguments.ts'

export interface Split {
  readonly parts: readonly Part[]
  /** False when a block says that it was still being written. */
  readonly isDone: boolean
}

const opening = /^[ \t>]*<details\s+type="(reasoning|tool_calls|code_interpreter)"([^>]*)>/gm

/** Cuts a text at its blocks; a text without any is one part, exactly as it was received. */
export function splitDetails(content: string): Split {
  const parts: Part[] = []
  let isDone = true
  let at = 0
  const fences = fencesIn(content)
  let fence = 0
  for (const found of content.matchAll(opening)) {
    while ((fences[fence]?.end ?? Infinity) < found.index) fence++
    // Inside another block, or in code that only talks about such blocks.
    if (found.index < at || (fences[fence]?.start ?? Infinity) < found.index) continue
    const end = endOfBlock(content, found.index + found[0].length)
    const html = content.slice(found.index, end.after)
    const body = content.slice(found.index + found[0].length, end.before)
    const attributes = attributesOf(found[2] ?? '')
    addText(parts, content.slice(at, found.index), at > 0)
    parts.push(partOfBlock(found[1] ?? '', attributes, body, html))
    if (attributes.get('done') === 'false' || end.before === end.after) isDone = false
    at = end.after
  }
  if (at === 0) return { parts: content === '' ? [] : [{ type: 'text', text: content }], isDone }
  addText(parts, content.slice(at), true)
  return { parts, isDone }
}

/** The empty lines that set a block off are not the text's. */
function addText(parts: Part[], text: string, isAfterBlock: boolean): void {
  const words = (isAfterBlock ? text.replace(/^\s*\n/, '') : text).trimEnd()
  if (words.trim() !== '') parts.push({ type: 'text', text: words })
}

function endOfBlock(content: string, from: number): { readonly before: number; readonly after: number } {
  const tag = /<(\/?)details\b[^>]*>/g
  tag.lastIndex = from
  let depth = 1
  for (let found = tag.exec(content); found !== null; found = tag.exec(content)) {
    depth += found[1] === '/' ? -1 : 1
    if (depth === 0) return { before: found.index, after: tag.lastIndex }
  }
  return { before: content.length, after: content.length }
}

function fencesIn(content: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = []
  let open: { readonly mark: string; readonly start: number } | null = null
  for (const { index, 0: line, 1: mark = '' } of content.matchAll(/^[ \t]*(`{3,}|~{3,})[^\n]*$/gm)) {
    if (open === null) open = { mark, start: index }
    else if (mark.startsWith(open.mark) && line.trim() === mark) {
      found.push({ start: open.start, end: index })
      open = null
    }
  }
  return found
}

function partOfBlock(
  type: string,
  attributes: ReadonlyMap<string, string>,
  body: string,
  html: string,
): Part {
  const summary = /^\s*<summary>([^]*?)<\/summary>/.exec(body)
  const rest = body.slice(summary?.[0].length ?? 0).trim()
  const extra = partExtra({ html })
  switch (type) {
    case 'reasoning': {
      const title = decodeEntities(summary?.[1] ?? '').trim()
      return { type: 'thinking', text: unquoted(rest), ...(title === '' ? {} : { title }), ...extra }
    }
    case 'tool_calls': {
      const id = attributes.get('id')
      const output = textOfAttribute(attributes.get('result')) ?? decodeEntities(rest)
      return {
        type: 'tool-call',
        ...(id === undefined || id === '' ? {} : { id }),
        name: attributes.get('name') ?? 'tool',
        input: inputOf(attributes.get('arguments') ?? ''),
        ...(output === '' ? {} : { output }),
        ...extra,
      }
    }
    default: {
      const code = /^(`{3,})([^\n`]*)\n([^]*?)\n?\1\s*$/.exec(rest)
      const output = textOfAttribute(attributes.get('output'))
      return {
        type: 'tool-call',
        name: type,
        input: code === null ? rest : { language: code[2] ?? '', code: code[3] ?? '' },
        ...(output === null ? {} : { output }),
        ...extra,
      }
    }
  }
}

/** Thoughts are written as a quotation, in newer versions with its marks escaped. */
function unquoted(text: string): string {
  const plain = /^\s*&gt;/.test(text) ? decodeEntities(text) : text
  return plain.replace(/^> ?/gm, '')
}

/** An attribute holds JSON: a text, or a value that is shown as such. Null where there is none. */
function textOfAttribute(attribute: string | undefined): string | null {
  if (attribute === undefined || attribute === '') return null
  const value = parsed(attribute)
  return typeof value === 'string' ? value : attribute
}

/** Arguments are JSON, or JSON inside a JSON text. */
function inputOf(attribute: string): Json {
  const value = parsed(attribute)
  return parseArguments(typeof value === 'string' ? value : attribute).input
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
