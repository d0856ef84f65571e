/**
 * Takes the artifacts and thoughts of 2024 out of a text: Claude then wrote them between tags, `<antArtifact …>` and
 * `<antThinking>`.
 *
 * Which version of its artifact a tag makes is artifact-versions.ts's work.
 */
import type { Part } from '@shared/conversation.ts'
import type { JsonObject } from '@shared/json.ts'
import { extraOf } from '../fields.ts'
import { languageOfArtifact } from './artifact-language.ts'

/** Longer than any opening tag; a longer one is a text that only looks like it. */
const longestTag = 4096

/** The parts of a text: what stands between tags as text, artifacts as code, thoughts as thinking. */
export function partsOfTaggedText(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const { start, end, part } of taggedPieces(text)) {
    pushText(parts, text.slice(from, start))
    parts.push(part)
    from = end
  }
  pushText(parts, text.slice(from))
  return parts
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly part: Part
}

function* taggedPieces(text: string): Generator<Piece> {
  const opening = /<ant(Artifact|Thinking)\b/g
  let isThinkingUnclosed = false
  for (let found = opening.exec(text); found !== null; found = opening.exec(text)) {
    const start = found.index
    // In backticks it is spoken of, not used.
    if (text[start - 1] === '`') continue
    const head = text.slice(start, start + longestTag)
    if (found[1] === 'Artifact') {
      const piece = artifactAt(text, start, head)
      if (piece === null) continue
      yield piece
      opening.lastIndex = piece.end
    } else if (!isThinkingUnclosed && head.startsWith('<antThinking>')) {
      const close = text.indexOf('</antThinking>', start)
      if (close < 0) {
        isThinkingUnclosed = true
        continue
      }
      const end = close + '</antThinking>'.length
      yield {
        start,
        end,
        part: { type: 'thinking', text: text.slice(start + '<antThinking>'.length, close).trim() },
      }
      opening.lastIndex = end
    }
  }
}

function artifactAt(text: string, start: number, head: string): Piece | null {
  const tag = /^<antArtifact((?:\s+[a-zA-Z_:-]+="[^"]*")+)\s*>/.exec(head)
  if (tag === null) return null
  const attributes: Record<string, string> = {}
  for (const [, name = '', value = ''] of (tag[1] ?? '').matchAll(/([a-zA-Z_:-]+)="([^"]*)"/g)) {
    if (name !== '__proto__') attributes[name] = value
  }
  const { identifier, title, type, language, ...others } = attributes
  if (identifier === undefined || identifier === '') return null
  const inside = start + tag[0].length
  const close = text.indexOf('</antArtifact>', inside)
  // An answer that broke off has no end tag: what is there belongs to the artifact.
  const last = close < 0 ? text.length : close
  const artifact: JsonObject = { id: identifier, title: title ?? null, type: type ?? null }
  const extra = extraOf({ artifact, attributes: others, unclosed: close < 0 ? true : undefined })
  return {
    start,
    end: close < 0 ? last : close + '</antArtifact>'.length,
    part: {
      type: 'code',
      language: language ?? languageOfArtifact(type ?? null, identifier),
      text: text
        .slice(inside, last)
        .replace(/^\r?\n/, '')
        .replace(/\r?\n$/, ''),
      ...(extra && { extra }),
    },
  }
}

function pushText(parts: Part[], text: string): void {
  if (text.trim() !== '') parts.push({ type: 'text', text })
}
