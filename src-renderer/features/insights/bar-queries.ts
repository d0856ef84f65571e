/** The query that finds what a bar of the insights counts. */
import { otherLanguageNames } from '@shared/code-languages.ts'
import { dayAfter } from '../../ui/days.ts'
import { monthAfter } from './calendar.ts'

export function dayQuery(day: string): string {
  return `after:${day} before:${dayAfter(day)}`
}

export function monthQuery(month: string): string {
  return `after:${month} before:${monthAfter(month)}`
}

/** Quotes would end the name, and no model has any. */
export function modelQuery(model: string): string {
  return `model:"${model.replaceAll('"', '')}"`
}

/** Messages with a fence of the language, under any of its names. */
export function languageQuery(language: string): string {
  const others = Object.entries(otherLanguageNames).flatMap(([name, own]) => (own === language ? [name] : []))
  const names = [language, ...others].map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`))
  return `has:code /(\`{3}|~{3})[ \\t]*(${names.join('|')})\\s/`
}
