/** What kind of file something is, by its first bytes or by its name. */
import type { AttachmentPart } from '@shared/conversation.ts'

const mimeByExtension: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
  heic: 'image/heic',
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  flac: 'audio/flac',
  webm: 'video/webm',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  pdf: 'application/pdf',
  json: 'application/json',
  csv: 'text/csv',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  zip: 'application/zip',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
}

/** First bytes, from the given offset, of files that are known by them. */
const signatures: readonly (readonly [mime: string, offset: number, bytes: string])[] = [
  ['image/png', 0, '\x89PNG\r\n\x1A\n'],
  ['image/jpeg', 0, '\xFF\xD8\xFF'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['audio/wav', 8, 'WAVE'],
  ['application/pdf', 0, '%PDF-'],
  ['application/zip', 0, 'PK\x03\x04'],
  ['audio/mpeg', 0, 'ID3'],
  ['audio/mpeg', 0, '\xFF\xFB'],
  ['image/heic', 4, 'ftypheic'],
  ['audio/mp4', 4, 'ftypM4A'],
  ['video/quicktime', 4, 'ftypqt'],
  ['video/mp4', 4, 'ftyp'],
  ['audio/ogg', 0, 'OggS'],
  ['audio/flac', 0, 'fLaC'],
  ['video/webm', 0, '\x1A\x45\xDF\xA3'],
  ['application/gzip', 0, '\x1F\x8B'],
  ['application/vnd.sqlite3', 0, 'SQLite format 3\0'],
]

/** The type of a file by its first bytes (32 are enough); null when they say nothing. */
export function mimeOfBytes(head: Buffer): string | null {
  const start = head.toString('latin1', 0, 32)
  return signatures.find(([, offset, bytes]) => start.startsWith(bytes, offset))?.[0] ?? null
}

/** The type of a file by the end of its name; null when that says nothing. */
export function mimeOfName(name: string): string | null {
  return mimeByExtension[/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''] ?? null
}

/** How a file is shown, by its type or else its name. */
export function kindOfMime(mime: string | null, name: string | null): AttachmentPart['kind'] {
  const family = (mime ?? (name === null ? null : mimeOfName(name)) ?? '').split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file'
}
