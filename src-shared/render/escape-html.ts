/** Turns text that came from elsewhere into text of a page. Every string in render/ that is not markup of ours passes here. */

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as it may stand between tags and inside a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/**
 * A name (of a file, a model, a person) that cannot disturb the text around it: isolated, with characters that turn
 * the reading direction or cannot be seen spelled out, so that "gpj.exe" written backwards is not taken for a picture.
 */
export function nameToHtml(name: string): string {
  const visible = name.replace(
    /[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu,
    (character) => `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  )
  return `<bdi>${escapeHtml(visible)}</bdi>`
}
