/**
 * How tall the turns of a path will be, before anything of them is drawn, and how a very long path is cut into
 * sections that a browser can scroll: past some 33 million pixels Chromium stops laying out.
 */
import type { Role } from '@shared/conversation.ts'

/** What a height is guessed from. */
export interface TurnSize {
  readonly role: Role
  /** Characters of readable text. */
  readonly length: number
  /** Folded into one line. */
  readonly isFolded: boolean
}

/** Half-open range of places on the path. */
export interface Section {
  readonly start: number
  readonly end: number
}

const lineHeight = 26
const characterWidth = 7.9
const foldedHeight = 34
const turnHeader = 30
const bubblePadding = 22

const turnGap = 24

/** What a row holds beside the body of its message: the line above it and the gap below. */
export const turnFrame = turnHeader + turnGap

/** Estimated height of a turn in CSS pixels for a text column of the given width, the gap below it included. */
export function estimateHeight(turn: TurnSize, columnWidth: number): number {
  if (turn.isFolded) return foldedHeight + turnGap
  const perLine = Math.max(12, Math.floor((columnWidth - 40) / characterWidth))
  // Answers are set in paragraphs, lists and code, which fill fewer of their lines than a question does.
  const spread = turn.role === 'user' ? 1.05 : 1.3
  const lines = Math.max(1, Math.ceil((turn.length * spread) / perLine))
  const padding = turn.role === 'user' ? bubblePadding : 0
  return Math.round(turnHeader + padding + lines * lineHeight + turnGap)
}

/** Cuts a path into sections of at most `limit` estimated pixels; one section for all but enormous conversations. */
export function sectionsOf(count: number, heightAt: (place: number) => number, limit = 8_000_000): Section[] {
  const sections: Section[] = []
  let start = 0
  let height = 0
  for (let place = 0; place < count; place++) {
    const next = heightAt(place)
    if (place > start && height + next > limit) {
      sections.push({ start, end: place })
      start = place
      height = 0
    }
    height += next
  }
  sections.push({ start, end: count })
  return sections
}

/** The number of the section that holds a place; the last one for a place past the end. */
export function sectionAt(sections: readonly Section[], place: number): number {
  const found = sections.findIndex((section) => place < section.end)
  return found < 0 ? sections.length - 1 : found
}

/** The nearest place before (`step` -1) or after (1) a place that fulfils a condition, or -1. */
export function nextPlace(
  count: number,
  from: number,
  step: 1 | -1,
  isWanted: (place: number) => boolean,
): number {
  for (let place = from + step; place >= 0 && place < count; place += step) {
    if (isWanted(place)) return place
  }
  return -1
}
