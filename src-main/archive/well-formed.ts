/** Text that SQLite can keep: it stores UTF-8, in which half a surrogate pair cannot be written. */

declare global {
  // ES2024, there since Node 20 and Chromium 111; the build's library is ES2023.
  interface String {
    isWellFormed(): boolean
    toWellFormed(): string
  }
}

/** Whether a text comes back from the database as it went in. */
export function isStorable(text: string): boolean {
  return text.isWellFormed()
}

/** The text as the database will give it back: half surrogate pairs become U+FFFD. For names and ids, not for what people wrote. */
export function storable<Text extends string | null>(text: Text): Text {
  return text === null ? text : (text.toWellFormed() as Text)
}
