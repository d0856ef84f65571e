/** Our own ids: UUIDs of version 7, which sort by the time they were made (RFC 9562, section 5.7). */
import { randomFillSync } from 'node:crypto'

const poolSize = 4096
const pool = Buffer.alloc(poolSize)
let poolUsed = poolSize
let lastTime = 0
let countInTime = 0

/** A new UUID as 16 bytes, greater than all that this process has made before. */
export function newUuidBytes(): Buffer {
  const bytes = Buffer.allocUnsafe(16)
  writeNewUuid(bytes)
  return bytes
}

/** Writes what `newUuidBytes` answers into 16 bytes that are there already. */
export function writeNewUuid(bytes: Buffer): void {
  const now = Date.now()
  if (now > lastTime) {
    lastTime = now
    countInTime = 0
  } else if (++countInTime > 0xfff) {
    // More than 4096 in a millisecond, or a clock that was set back: borrow from the time to come.
    lastTime++
    countInTime = 0
  }
  bytes.writeUIntBE(lastTime, 0, 6)
  bytes.writeUInt16BE(0x7000 | countInTime, 6)
  if (poolUsed + 8 > poolSize) {
    randomFillSync(pool)
    poolUsed = 0
  }
  pool.copy(bytes, 8, poolUsed, poolUsed + 8)
  poolUsed += 8
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8)
}

/** A new UUID in the usual 36 characters. */
export function newUuid(): string {
  return uuidOfBytes(newUuidBytes())
}

/** The 36 characters of a UUID of 16 bytes. */
export function uuidOfBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
