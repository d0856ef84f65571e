/**
 * Finds records that say the same: word for word by a hash, nearly by MinHash.
 *
 * Near: the runs of three words of two records are compared as sets; a likeness (Jaccard) of about 0.8 and more makes
 * them duplicates. Sets are never compared themselves: 64 minima of hashes stand for each (Broder, 1997), and only
 * records that agree in one of 16 bands of 4 minima are looked at, which finds 99.9 of 100 pairs of likeness 0.8 and more.
 * The likeness is estimated from the minima with an error of about 0.05. Memory: some 500 bytes a record, none of them an
 * object of its own.
 */
import { createHash } from 'node:crypto'

const minima = 64
const bandSize = 4
const wordsOfShingle = 3
const likenessOfDuplicates = 0.8

/** Says of each text whether one like it was taken before. Texts that are no duplicates are remembered. */
export interface DuplicateFinder {
  take(text: string): 'new' | 'duplicate' | 'near-duplicate'
}

/** Finds texts that are equal but for runs of spaces. */
export function createExactFinder(): DuplicateFinder {
  const seen = new Set<string>()
  return {
    take(text) {
      const hash = createHash('sha256').update(text.replace(/\s+/g, ' ').trim()).digest('base64')
      if (seen.has(hash)) return 'duplicate'
      seen.add(hash)
      return 'new'
    },
  }
}

/** Finds equal texts and those that are nearly equal. */
export function createNearFinder(): DuplicateFinder {
  const exact = createExactFinder()
  const known = new Signatures()
  return {
    take(text) {
      if (exact.take(text) === 'duplicate') return 'duplicate'
      const signature = signatureOf(text)
      if (known.hasLike(signature)) return 'near-duplicate'
      known.add(signature)
      return 'new'
    },
  }
}

const bandsOfSignature = minima / bandSize

/** Signatures, found by their bands: a table of chains, as arrays of numbers that grow by doubling. */
class Signatures {
  #count = 0
  #minima = new Uint32Array(minima * 1024)
  /** By hash of a band: 1 + the place of the last band with it; 0 for none. */
  #last = new Uint32Array(2 * bandsOfSignature * 1024)
  /** By place of a band: 1 + the place of the one before with the same hash. Places count bands of all signatures. */
  #before = new Uint32Array(bandsOfSignature * 1024)

  hasLike(signature: Uint32Array): boolean {
    for (let band = 0; band < bandsOfSignature; band++) {
      for (let at = this.#last[this.#slotOf(signature, band)] ?? 0; at > 0; at = this.#before[at - 1] ?? 0) {
        const from = Math.floor((at - 1) / bandsOfSignature) * minima
        if (likenessOf(signature, this.#minima.subarray(from, from + minima)) >= likenessOfDuplicates)
          return true
      }
    }
    return false
  }

  add(signature: Uint32Array): void {
    if (minima * this.#count === this.#minima.length) this.#grow()
    this.#minima.set(signature, minima * this.#count)
    this.#enter(signature, this.#count)
    this.#count += 1
  }

  #enter(signature: Uint32Array, index: number): void {
    for (let band = 0; band < bandsOfSignature; band++) {
      const slot = this.#slotOf(signature, band)
      const place = index * bandsOfSignature + band
      this.#before[place] = this.#last[slot] ?? 0
      this.#last[slot] = place + 1
    }
  }

  #grow(): void {
    const held = this.#minima
    this.#minima = new Uint32Array(2 * held.length)
    this.#minima.set(held)
    this.#last = new Uint32Array(2 * this.#last.length)
    this.#before = new Uint32Array(2 * this.#before.length)
    for (let index = 0; index < this.#count; index++)
      this.#enter(held.subarray(index * minima, (index + 1) * minima), index)
  }

  #slotOf(signature: Uint32Array, band: number): number {
    let hash = band
    for (let at = band * bandSize; at < (band + 1) * bandSize; at++)
      hash = mixed((Math.imul(hash, 31) + (signature[at] ?? 0)) >>> 0)
    return hash % this.#last.length
  }
}

/** Odd multipliers and offsets of the hash functions, from a fixed seed: the same text gives the same minima everywhere. */
const functions = Array.from({ length: minima }, (_, index) => ({
  multiplier: (mixed(2 * index + 1) | 1) >>> 0,
  offset: mixed(2 * index + 2),
}))

function signatureOf(text: string): Uint32Array {
  const signature = new Uint32Array(minima).fill(0xff_ff_ff_ff)
  for (const hash of shinglesOf(text)) {
    for (let at = 0; at < minima; at++) {
      const { multiplier, offset } = functions[at] ?? { multiplier: 1, offset: 0 }
      const value = mixed((Math.imul(hash, multiplier) + offset) >>> 0)
      if (value < (signature[at] ?? 0)) signature[at] = value
    }
  }
  return signature
}

/** Hashes of all runs of three words; where there are fewer words, of what there is. */
function shinglesOf(text: string): Set<number> {
  // A Chinese or Japanese character is a word of its own: those languages set no spaces.
  const words = text.toLowerCase().match(/[\u2e80-\u9fff\uac00-\ud7a3]|[\p{L}\p{M}\p{N}]+/gu) ?? []
  const hashes = words.map(hashOf)
  const shingles = new Set<number>()
  const last = Math.max(0, hashes.length - wordsOfShingle)
  for (let at = 0; at <= last; at++) {
    let shingle = 0
    for (const hash of hashes.slice(at, at + wordsOfShingle))
      shingle = mixed((Math.imul(shingle, 31) + hash) >>> 0)
    shingles.add(shingle)
  }
  return shingles
}

/** FNV-1a over UTF-16 units. */
function hashOf(word: string): number {
  let hash = 0x81_1c_9d_c5
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01_00_01_93)
  return hash >>> 0
}

/** The finalizer of MurmurHash3: every bit of the input moves about half of the output's. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
  return (hash ^ (hash >>> 16)) >>> 0
}

function likenessOf(one: Uint32Array, other: Uint32Array): number {
  let equal = 0
  for (let at = 0; at < minima; at++) if (one[at] === other[at]) equal += 1
  return equal / minima
}
