/** Writes a zip to the disk piece by piece, so that it may be larger than memory; below 4 GB and 65,535 entries. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { crc32, deflateRawSync } from 'node:zlib'

/** Pieces are packed one by one as blocks of the same deflate stream would be: each ends at a byte. */
const syncFlush = 2

export class ZipFile {
  readonly #file: number
  readonly #listed: Buffer[] = []
  #offset = 0

  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  /** Adds an entry; stored as it is, or packed. */
  add(name: string, pieces: Iterable<Buffer>, isPacked: boolean): void {
    const start = this.#offset
    const nameBytes = Buffer.from(name)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(isPacked ? 8 : 0, 4)
    facts.writeUInt16LE(nameBytes.length, 22)
    this.#offset += 30 + nameBytes.length
    let [checksum, size, packedSize] = [0, 0, 0]
    const put = (bytes: Buffer): void => {
      writeSync(this.#file, bytes, 0, bytes.length, this.#offset)
      this.#offset += bytes.length
      packedSize += bytes.length
    }
    for (const piece of pieces) {
      checksum = crc32(piece, checksum)
      size += piece.length
      put(isPacked ? deflateRawSync(piece, { finishFlush: syncFlush }) : piece)
    }
    // The empty last block, which ends the stream.
    if (isPacked) put(Buffer.from([3, 0]))
    facts.writeUInt32LE(checksum, 10)
    facts.writeUInt32LE(packedSize, 14)
    facts.writeUInt32LE(size, 18)
    const header = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, nameBytes])
    writeSync(this.#file, header, 0, header.length, start)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(start, 10)
    this.#listed.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), facts, rest, nameBytes]),
    )
  }

  /** Writes the list of contents; answers the size of the zip in bytes. */
  close(): number {
    const list = Buffer.concat(this.#listed)
    const end = Buffer.alloc(22)
    end.write('PK\u0005\u0006', 'latin1')
    end.writeUInt16LE(this.#listed.length, 8)
    end.writeUInt16LE(this.#listed.length, 10)
    end.writeUInt32LE(list.length, 12)
    end.writeUInt32LE(this.#offset, 16)
    writeSync(this.#file, Buffer.concat([list, end]), 0, list.length + 22, this.#offset)
    closeSync(this.#file)
    return this.#offset + list.length + 22
  }
}
