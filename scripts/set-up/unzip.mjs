import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Unpacks a zip file, keeping which files may be executed. A bare machine has no `unzip`.
 *
 * @param {string} zipFile
 * @param {(name: string) => string | undefined} placeOf where an entry goes; undefined leaves it out
 */
export async function unzip(zipFile, placeOf) {
  const { default: yauzl } = await import('yauzl')
  const zip = await new Promise((resolve, reject) => {
    yauzl.open(zipFile, { lazyEntries: true, autoClose: false }, (error, opened) => {
      if (error) reject(error)
      else resolve(opened)
    })
  })
  try {
    await new Promise((resolve, reject) => {
      zip.on('error', reject)
      zip.on('end', resolve)
      zip.on('entry', (entry) => {
        const place = placeOf(entry.fileName)
        const isFolder = entry.fileName.endsWith('/')
        const done = place === undefined || isFolder ? Promise.resolve() : unpackEntry(zip, entry, place)
        done.then(() => zip.readEntry(), reject)
      })
      zip.readEntry()
    })
  } finally {
    zip.close()
  }
}

async function unpackEntry(zip, entry, place) {
  const content = await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error) reject(error)
      else resolve(stream)
    })
  })
  await mkdir(dirname(place), { recursive: true })
  // The upper half of this field holds the Unix mode that the zip was made with.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777
  await pipeline(content, createWriteStream(place, { mode: mode || 0o644 }))
}
