/**
 * The records of a ZIP file, with the 64-bit ones where a number needs them. Names are UTF-8. Format: APPNOTE.TXT 6.3.10,
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (numbers in comments are its sections).
 */
export interface ZipEntry {
  readonly name: string
  readonly method: 'stored' | 'deflated'
  readonly crc32: number
  /** Bytes. */
  readonly size: number
  readonly packedSize: number
  readonly modifiedAt: Date
  /** Where its local header begins in the file. */
  readonly offset: number
  /** Whether its sums were not known before its bytes, and stand behind them: then always with 64 bits. */
  readonly isStreamed?: boolean
}

const largest32 = 0xffffffff
const largest16 = 0xffff
const utf8Names = 0x0800
const sumsFollow = 0x0008
const version = { plain: 20, zip64: 45 }
const madeOnUnix = 3 << 8
const regularFile = 0o100644

/** What stands before the packed bytes of an entry (4.3.7); of a streamed one, name, time and method are enough. */
export function localHeader(entry: ZipEntry): Uint8Array {
  const isLarge = isStreamed(entry) || entry.size >= largest32 || entry.packedSize >= largest32
  const extra = isLarge ? zip64Field([entry.size, entry.packedSize]) : Buffer.alloc(0)
  const name = Buffer.from(entry.name)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, entry, isLarge)
  header.writeUInt32LE(isLarge ? largest32 : entry.packedSize, 18)
  header.writeUInt32LE(isLarge ? largest32 : entry.size, 22)
  header.writeUInt16LE(name.byteLength, 26)
  header.writeUInt16LE(extra.byteLength, 28)
  return Buffer.concat([header, name, extra])
}

/** What stands behind the packed bytes of a streamed entry (4.3.9). */
export function sumsBehind(entry: ZipEntry): Uint8Array {
  const sums = Buffer.alloc(24)
  sums.writeUInt32LE(0x08074b50, 0)
  sums.writeUInt32LE(entry.crc32, 4)
  sums.writeBigUInt64LE(BigInt(entry.packedSize), 8)
  sums.writeBigUInt64LE(BigInt(entry.size), 16)
  return sums
}

/** The line of an entry in the directory at the end (4.3.12). */
export function directoryRecord(entry: ZipEntry): Uint8Array {
  const numbers = [entry.size, entry.packedSize, entry.offset]
  const extra = zip64Field(numbers.filter((number) => number >= largest32))
  const name = Buffer.from(entry.name)
  const record = Buffer.alloc(46)
  record.writeUInt32LE(0x02014b50, 0)
  record.writeUInt16LE(madeOnUnix | version.zip64, 4)
  writeCommon(record, 6, entry, isStreamed(entry) || extra.byteLength > 0)
  record.writeUInt32LE(Math.min(largest32, entry.packedSize), 20)
  record.writeUInt32LE(Math.min(largest32, entry.size), 24)
  record.writeUInt16LE(name.byteLength, 28)
  record.writeUInt16LE(extra.byteLength, 30)
  record.writeUInt32LE(regularFile * 0x10000, 38)
  record.writeUInt32LE(Math.min(largest32, entry.offset), 42)
  return Buffer.concat([record, name, extra])
}

/** What ends the file (4.3.14 to 4.3.16). `offset` is where the directory begins and `size` its bytes. */
export function endRecords(entries: number, offset: number, size: number): Uint8Array {
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(largest16, entries), 8)
  end.writeUInt16LE(Math.min(largest16, entries), 10)
  end.writeUInt32LE(Math.min(largest32, size), 12)
  end.writeUInt32LE(Math.min(largest32, offset), 16)
  const isLarge = entries >= largest16 || offset >= largest32 || size >= largest32
  if (!isLarge) return end
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(44n, 4)
  end64.writeUInt16LE(madeOnUnix | version.zip64, 12)
  end64.writeUInt16LE(version.zip64, 14)
  end64.writeBigUInt64LE(BigInt(entries), 24)
  end64.writeBigUInt64LE(BigInt(entries), 32)
  end64.writeBigUInt64LE(BigInt(size), 40)
  end64.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(offset + size), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([end64, locator, end])
}

function isStreamed(entry: ZipEntry): boolean {
  return entry.isStreamed === true
}

function writeCommon(record: Buffer, at: number, entry: ZipEntry, isLarge: boolean): void {
  record.writeUInt16LE(isLarge ? version.zip64 : version.plain, at)
  record.writeUInt16LE(isStreamed(entry) ? utf8Names | sumsFollow : utf8Names, at + 2)
  record.writeUInt16LE(entry.method === 'deflated' ? 8 : 0, at + 4)
  record.writeUInt16LE(dosTime(entry.modifiedAt), at + 6)
  record.writeUInt16LE(dosDate(entry.modifiedAt), at + 8)
  record.writeUInt32LE(entry.crc32, at + 10)
}

/** The extra field of numbers that need 64 bits (4.5.3); empty without any. */
function zip64Field(numbers: readonly number[]): Buffer {
  if (numbers.length === 0) return Buffer.alloc(0)
  const field = Buffer.alloc(4 + 8 * numbers.length)
  field.writeUInt16LE(1, 0)
  field.writeUInt16LE(8 * numbers.length, 2)
  numbers.forEach((number, index) => field.writeBigUInt64LE(BigInt(number), 4 + 8 * index))
  return field
}

function dosTime(time: Date): number {
  return (time.getHours() << 11) | (time.getMinutes() << 5) | (time.getSeconds() >> 1)
}

function dosDate(time: Date): number {
  const year = Math.max(0, Math.min(127, time.getFullYear() - 1980))
  return (year << 9) | ((time.getMonth() + 1) << 5) | time.getDate()
}
