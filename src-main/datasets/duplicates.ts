/**
 * Finds records that say the same: word for word by a hash, nearly by MinHash.
 *
 * Near: the runs of three words of two records are compared as sets; a likeness (Jaccard) of about 0.8 and more makes
 * them duplicates. Sets are never compared themselves: 64 minima of hashes stand for each (Broder, 1997), and only
 * records that agree in one of 16 bands of 4 minima are looked at, which finds 99.9 of 100 pairs of likeness 0.8 and more.
 * The likeness is estimated from the minima with an error of about 0.05. Memory: some 300 bytes a record.
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
  const signatures: Uint32Array[] = []
  const bands = Array.from({ length: minima / bandSize }, () => new Map<string, number[]>())
  return {
    take(text) {
      if (exact.take(text) === 'duplicate') return 'duplicate'
      const signature = signatureOf(text)
      const keys = bands.map((_band, at) => signature.subarray(at * bandSize, (at + 1) * bandSize).join(','))
      const candidates = new Set(bands.flatMap((band, at) => band.get(keys[at] ?? '') ?? []))
      for (const candidate of candidates) {
        const other = signatures[candidate]
        if (other !== undefined && likenessOf(signature, other) >= likenessOfDuplicates)
          return 'near-duplicate'
      }
      for (const [at, band] of bands.entries()) {
        const key = keys[at] ?? ''
        const before = band.get(key)
        if (before === undefined) band.set(key, [signatures.length])
        else before.push(signatures.length)
      }
      signatures.push(signature)
      return 'new'
    },
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
