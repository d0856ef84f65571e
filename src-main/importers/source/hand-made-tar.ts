/** Writes tars byte by byte, for tests: also such as no packer would write. */

export interface HandMadeFile {
  readonly name: string
  readonly content: string | Buffer
  /** Kind of entry: 0 file (default), 1 and 2 link, 5 folder, x and L names of the next entry. */
  readonly flag?: string
  /** What the header claims, where it is not the truth. */
  readonly claims?: { readonly size?: number; readonly checksum?: number }
}

/** A tar (ustar) of these entries with the two blocks of zeros that end it. */
export function handMadeTar(files: readonly HandMadeFile[]): Buffer {
  const blocks = files.flatMap(({ name, content, flag = '0', claims }) => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(content)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100)
    header.write('0000644\0', 100)
    header.write(`${(claims?.size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124)
    header.write('        ', 148)
    header.write(flag, 156)
    header.write('ustar\x0000', 257, 'latin1')
    const checksum = claims?.checksum ?? header.reduce((sum, byte) => sum + byte, 0)
    header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148)
    return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]
  })
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
