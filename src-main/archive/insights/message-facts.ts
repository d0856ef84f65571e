/** What one message adds to the insights. Pure: which messages are counted, and where the sums stand, is known to others. */
import { otherLanguageNames } from '@shared/code-languages.ts'
import type { Part } from '@shared/conversation.ts'
import { countWords } from './count-words.ts'

/** Words that a person or an assistant wrote: no thoughts, no tools, no quotes. */
export function wordsIn(parts: readonly Part[]): number {
  let words = 0
  for (const part of parts) {
    if (part.type === 'text' || part.type === 'transcript') words += countWords(part.text)
  }
  return words
}

/** The language of each block of code, `text` for one that names none. */
export function languagesIn(parts: readonly Part[]): string[] {
  return parts.flatMap((part) => {
    if (part.type === 'code') return [languageOf(part.language ?? '')]
    return part.type === 'text' ? fencedLanguages(part.text) : []
  })
}

const longestName = 40

function languageOf(written: string): string {
  const name = written.toLowerCase().slice(0, longestName).toWellFormed()
  if (name === '') return 'text'
  return Object.hasOwn(otherLanguageNames, name) ? (otherLanguageNames[name] ?? name) : name
}

/** Fences as CommonMark has them (section 4.5), as far as they tell a block from another. */
function fencedLanguages(text: string): string[] {
  if (!text.includes('```') && !text.includes('~~~')) return []
  const languages: string[] = []
  let open: string | null = null
  for (const [, fence = '', info = ''] of text.matchAll(/^[ \t>]*(`{3,}|~{3,})[ \t]*([^\s`{]*)/gmu)) {
    if (open === null) {
      open = fence
      languages.push(languageOf(info))
    } else if (fence.startsWith(open) && info === '') {
      open = null
    }
  }
  return languages
}
