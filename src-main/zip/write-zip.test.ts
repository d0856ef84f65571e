import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import JSZip from 'jszip'
import { expect, it, onTestFinished } from 'vitest'
import { writeZip, type ZipMember } from './write-zip.ts'

const date = new Date(Date.UTC(2026, 0, 2))

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'stemma-zip-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

async function zipOf(members: readonly ZipMember[], signal = new AbortController().signal): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  await writeZip(members, (chunk) => Promise.resolve(void chunks.push(chunk)), { signal, date })
  return Buffer.concat(chunks)
}

/** True where the program says so, or is not there to say anything. */
function isGoodFor(program: string, ...parameters: readonly string[]): boolean {
  const { error, status } = spawnSync(program, parameters)
  return error !== undefined || status === 0
}

it('writes texts, files and made chunks that unzip and Python open', async () => {
  const path = folder()
  writeFileSync(join(path, 'data.bin'), Buffer.alloc(300_000, 7))
  const zip = await zipOf([
    { name: 'read me.md', content: '# Ünï' },
    { name: 'data/data.bin', content: { file: join(path, 'data.bin') }, isPacked: true },
    { name: 'made.txt', content: { chunks: made() } },
  ])
  const read = await JSZip.loadAsync(zip)
  expect(Object.keys(read.files)).toEqual(['read me.md', 'data/data.bin', 'made.txt'])
  expect(await read.file('read me.md')?.async('string')).toBe('# Ünï')
  expect(await read.file('made.txt')?.async('string')).toBe('one two')
  expect((await read.file('data/data.bin')?.async('uint8array'))?.length).toBe(300_000)
  writeFileSync(join(path, 'a.zip'), zip)
  expect(isGoodFor('unzip', '-t', join(path, 'a.zip'))).toBe(true)
  expect(isGoodFor('python3', '-m', 'zipfile', '-t', join(path, 'a.zip'))).toBe(true)
})

it('gives the same bytes for the same members', async () => {
  const members: readonly ZipMember[] = [{ name: 'a', content: 'text' }]
  expect(await zipOf(members)).toEqual(await zipOf(members))
})

it('fails with what a member fails with, and when it is cancelled', async () => {
  await expect(zipOf([{ name: 'a', content: { file: '/not/there' } }])).rejects.toThrow(/ENOENT/)
  await expect(zipOf([{ name: 'a', content: 'x' }], AbortSignal.abort())).rejects.toMatchObject({
    kind: 'cancelled',
  })
})

it('refuses more members than its form can count', async () => {
  const members = Array.from({ length: 65_536 }, (_, index) => ({ name: `${index}`, content: '' }))
  await expect(zipOf(members)).rejects.toMatchObject({ kind: 'file-too-large' })
})

async function* made(): AsyncIterable<Uint8Array> {
  for (const text of ['one', ' ', 'two']) yield Promise.resolve(Buffer.from(text))
}
