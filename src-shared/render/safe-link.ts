/** Which addresses inside a conversation may become links. Opening one is the window's work, after asking. */

const linkedProtocols = new Set(['http:', 'https:', 'mailto:'])

/**
 * The address when it may be a link, else null: absolute, http, https or mailto by the URL parser's own reading
 * (never by the look of the text), and without a user name, which would pass for the host.
 */
export function safeLink(address: string): string | null {
  if (address.length > 8192 || !URL.canParse(address)) return null
  const url = new URL(address)
  if (!linkedProtocols.has(url.protocol) || url.username !== '' || url.password !== '') return null
  return address
}
