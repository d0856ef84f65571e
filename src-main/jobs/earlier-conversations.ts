/**
 * Remembers the conversations of a preview, on the disk, until it ends: what it takes back with each batch has to be there
 * again when the same conversation comes a second time.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { AppError } from '@shared/contract/app-error.ts'
import type { Incoming } from '../archive/incoming.ts'
import { packed, unpacked, type PackedConversations } from '../archive/packed-conversations.ts'

interface Extent {
  readonly start: number
  readonly length: number
}

/** Holds a temporary file, which only this user can read; `close` removes it. */
export class EarlierConversations {
  readonly #extents = new Map<string, Extent[]>()
  /** Keys of the conversations that were read from records with these fingerprints. */
  readonly #keys = new Map<string, string>()
  readonly #incomplete = new Set<string>()
  #file: { readonly folder: string; readonly descriptor: number } | null = null
  #end = 0

  /** Throws AppError `disk-full`. */
  add(key: string, incoming: Incoming): void {
    const bytes = serialize(packed(incoming))
    this.#write(bytes)
    const extents = this.#extents.get(key) ?? []
    extents.push({ start: this.#end, length: bytes.length })
    this.#extents.set(key, extents)
    this.#end += bytes.length
  }

  /** What was added under a key, in its order. */
  of(key: string): Incoming[] {
    return (this.#extents.get(key) ?? []).flatMap((extent) => unpacked(this.#read(extent)))
  }

  /**
   * Notes that a conversation was met as a record with this (salted) fingerprint, and whether the bytes of all its
   * attachments are there by now.
   */
  note(key: string, fingerprint: string | null, isComplete: boolean): void {
    if (fingerprint !== null) this.#keys.set(fingerprint, key)
    if (isComplete) this.#incomplete.delete(key)
    else this.#incomplete.add(key)
  }

  /** As `knownFingerprints` would answer if what was met had been imported. */
  isKnown(fingerprint: string): boolean {
    const key = this.#keys.get(fingerprint)
    return key !== undefined && !this.#incomplete.has(key)
  }

  close(): void {
    if (this.#file === null) return
    closeSync(this.#file.descriptor)
    rmSync(this.#file.folder, { recursive: true, force: true })
    this.#file = null
  }

  #write(bytes: Buffer): void {
    try {
      const { descriptor } = (this.#file ??= createFile())
      for (let done = 0; done < bytes.length;) {
        done += writeSync(descriptor, bytes, done, bytes.length - done, this.#end + done)
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      throw new AppError(
        'disk-full',
        'The disk is too full for a preview. Free some space, or import without one.',
        error.message,
      )
    }
  }

  #read({ start, length }: Extent): PackedConversations {
    if (this.#file === null) throw new Error('The earlier conversations have been closed.')
    const bytes = Buffer.allocUnsafe(length)
    for (let done = 0; done < length;) {
      const read = readSync(this.#file.descriptor, bytes, done, length - done, start + done)
      if (read === 0) throw new Error('The file of earlier conversations has become shorter.')
      done += read
    }
    return deserialize(bytes) as PackedConversations
  }
}

function createFile(): { folder: string; descriptor: number } {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-preview-'))
  return { folder, descriptor: openSync(join(folder, 'conversations'), 'wx+', 0o600) }
}
