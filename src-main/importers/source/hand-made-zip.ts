/** Writes zips byte by byte, for tests: also such as no packer would write. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface HandMadeEntry {
  readonly name: string | Buffer
  readonly content: string | Buffer
  /** 0 stored, 8 deflated (default). */
  readonly method?: number
  /** General purpose flags; 0x800 (the name is UTF-8) by default. */
  readonly flags?: number
  /** Unix mode with file type. */
  readonly mode?: number
  /** What the headers claim, where it is not the truth. */
  readonly claims?: { readonly size?: number; readonly checksum?: number; readonly packedSize?: number }
}

/** A zip of these entries. With `repeat`, the list of contents names each of them so many times. */
export function handMadeZip(entries: readonly HandMadeEntry[], repeat = 1): Buffer {
  const locals: Buffer[] = []
  const listed: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name)
    const content = Buffer.isBuffer(entry.content) ? entry.content : Buffer.from(entry.content)
    const method = entry.method ?? 8
    const packed = method === 8 ? deflateRawSync(content) : content
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(entry.flags ?? 0x800, 2)
    shared.writeUInt16LE(method, 4)
    shared.writeUInt32LE(entry.claims?.checksum ?? crc32(content), 10)
    shared.writeUInt32LE(entry.claims?.packedSize ?? packed.length, 14)
    shared.writeUInt32LE(entry.claims?.size ?? content.length, 18)
    shared.writeUInt16LE(name.length, 22)
    locals.push(Buffer.from('PK\u0003\u0004'), shared, name, packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    const madeBy = Buffer.from([20, 3])
    for (let time = 0; time < repeat; time++)
      listed.push(Buffer.from('PK\u0001\u0002'), madeBy, shared, rest, name)
    offset += 30 + name.length + packed.length
  }
  const contents = Buffer.concat(listed)
  const end = Buffer.alloc(18)
  end.writeUInt16LE((entries.length * repeat) & 0xffff, 4)
  end.writeUInt16LE((entries.length * repeat) & 0xffff, 6)
  end.writeUInt32LE(contents.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, contents, Buffer.from('PK\u0005\u0006'), end])
}
