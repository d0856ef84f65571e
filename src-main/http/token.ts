/** The bearer token of the local API. It is random and long, so a plain SHA-256 keeps it safe. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new token of 256 random bits, in characters that a header and a shell take as they are. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a token: its SHA-256 in hex. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Whether a text is the token that was hashed. Takes the same time wherever they begin to differ, and for every length. */
export function isToken(text: string, tokenHash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOfToken(text), 'hex'), Buffer.from(tokenHash, 'hex'))
}
