/**
 * Lists of ids as one text. A hundred thousand values that cross between window and app one by one hold up both for
 * longer than a frame; a text is copied whole.
 */

/** The values in one text; none of them holds a space. */
export function packed(values: Iterable<string | number>): string {
  return [...values].join(' ')
}

export function unpacked(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
