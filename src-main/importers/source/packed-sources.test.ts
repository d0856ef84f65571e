import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Source } from '../source.ts'
import { handMadeTar } from './hand-made-tar.ts'
import { handMadeZip } from './hand-made-zip.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { openParts } from './open-parts.ts'
import { openSource } from './open-source.ts'

let folder = ''
const opened: Source[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-packed-test-'))
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((source) => source.close()))
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function open(path: string, limits: Partial<Limits> = {}): Promise<Source> {
  const source = await openSource(path, { ...defaultLimits, ...limits })
  opened.push(source)
  return source
}

async function contents(source: Source): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const member of source.members) {
    const chunks: Buffer[] = []
    for await (const chunk of source.read(member)) chunks.push(chunk)
    expect(Buffer.concat(chunks).length).toBe(member.size)
    found[member.name] = Buffer.concat(chunks).toString()
  }
  return found
}

function leftBehind(): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('stemma-'))
}

describe('a gzip among other files', () => {
  it('is read under its name without the ending, in a folder and in a zip, whatever kind of file it packs', async () => {
    mkdirSync(join(folder, 'sessions'))
    put('sessions/a.jsonl.gz', gzipSync('{"a":1}'))
    put('sessions/b.json', '[2]')
    put('sessions/b.json.gz', gzipSync('[3]'))
    put('sessions/old.tgz', gzipSync(handMadeTar([{ name: 'c.json', content: '[4]' }])))
    put('sessions/server.log.gz', gzipSync('GET /index.html 200'))
    const source = await open(join(folder, 'sessions'))
    const read = await contents(source)
    expect(read).toMatchObject({
      'a.jsonl': '{"a":1}',
      'b.json': '[2]',
      'b.json.gz/unpacked': '[3]',
      'old.tar/c.json': '[4]',
    })
    // What holds no conversations takes no room.
    expect(Object.keys(read).filter((name) => name.includes('server'))).toEqual(['server.log.gz'])
    const zip = await open(
      put('all.zip', handMadeZip([{ name: 'logs/a.jsonl.gz', content: gzipSync('{"a":1}') }])),
    )
    expect(await contents(zip)).toMatchObject({ 'logs/a.jsonl': '{"a":1}' })
  })

  it('costs only itself when it is damaged, a bomb or too deep', async () => {
    vi.stubEnv('TMPDIR', folder)
    mkdirSync(join(folder, 'mixed'))
    put('mixed/cut.json.gz', gzipSync('[1]').subarray(0, 15))
    put('mixed/bomb.json.gz', gzipSync(Buffer.concat([Buffer.from('['), Buffer.alloc(8 * 2 ** 20)])))
    const nested = gzipSync(handMadeTar([{ name: 'b.json.gz', content: gzipSync('[1]').toString('latin1') }]))
    put('mixed/deep.tgz', nested)
    put('mixed/good.json', '[1]')
    const source = await open(join(folder, 'mixed'), { bombBytes: 2 ** 20, nestedZips: 0 })
    expect(source.remarks.map(({ where }) => where)).toEqual([
      'bomb.json.gz',
      'cut.json.gz',
      'deep.tar/b.json.gz',
    ])
    expect(source.members.map(({ name }) => name)).toContain('good.json')
    await source.close()
    expect(leftBehind()).toEqual([])
  })
})

describe('gzip', () => {
  it('shows the file inside as its only member, under its own name', async () => {
    const packed = gzipSync('[1]')
    const source = await open(put('chat.json.gz', packed))
    expect(source).toMatchObject({ kind: 'file', name: 'chat.json.gz', size: packed.length })
    expect(await contents(source)).toEqual({ 'chat.json': '[1]' })
  })

  it('reads several gzips written one after the other as one file', async () => {
    const source = await open(
      put('log.jsonl.gz', Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"a":2}\n')])),
    )
    expect(await contents(source)).toEqual({ 'log.jsonl': '{"a":1}\n{"a":2}\n' })
  })

  it('opens a zip inside', async () => {
    const zip = handMadeZip([{ name: 'conversations.json', content: '[1]' }])
    const source = await open(put('export.zip.gz', gzipSync(zip)))
    expect(source.kind).toBe('zip')
    expect(await contents(source)).toEqual({ 'conversations.json': '[1]' })
  })

  it('says that it is cut off or damaged, and leaves nothing behind', async () => {
    vi.stubEnv('TMPDIR', folder)
    const whole = gzipSync(Buffer.from(Array.from({ length: 5000 }, (_, i) => `entry ${i}`).join()))
    const broken = Buffer.from(whole)
    broken.writeUInt8(broken.readUInt8(broken.length - 8) ^ 0xff, broken.length - 8)
    for (const bytes of [whole.subarray(0, whole.length / 2), broken]) {
      await expect(open(put('cut.json.gz', bytes))).rejects.toMatchObject({
        kind: 'corrupt-file',
        message: expect.stringMatching(/"cut.json.gz" is incomplete or damaged/) as string,
      })
    }
    await expect(open(put('empty.json.gz', gzipSync('')))).rejects.toMatchObject({ kind: 'corrupt-file' })
    expect(leftBehind()).toEqual([])
  })

  it('refuses a bomb and what would fill the disk before it has', async () => {
    vi.stubEnv('TMPDIR', folder)
    const path = put('bomb.json.gz', gzipSync(Buffer.alloc(8 * 2 ** 20)))
    await expect(open(path, { bombBytes: 2 ** 20 })).rejects.toMatchObject({ kind: 'file-too-large' })
    await expect(open(path, { spooledBytes: 2 ** 20 })).rejects.toMatchObject({ kind: 'file-too-large' })
    expect(leftBehind()).toEqual([])
  })

  it('gives its temporary files back when closed', async () => {
    vi.stubEnv('TMPDIR', folder)
    const zip = handMadeZip([{ name: 'a.json', content: '[]' }])
    const tar = handMadeTar([{ name: 'inner.zip', content: zip }])
    const source = await openSource(put('a.tgz', gzipSync(tar)))
    expect(leftBehind()).toHaveLength(2)
    await source.close()
    expect(leftBehind()).toEqual([])
  })

  it('stops unpacking when cancelled', async () => {
    const path = put('a.json.gz', gzipSync('[]'))
    await expect(openSource(path, defaultLimits, AbortSignal.abort())).rejects.toMatchObject({
      kind: 'cancelled',
    })
  })
})

describe('tar', () => {
  it.skipIf(process.platform === 'win32').each([
    ['ustar', ['--format=ustar']],
    ['pax', ['--format=pax']],
    ['gnu', ['--format=gnu']],
  ])('reads what tar packs as %s, with long names and those of other scripts', async (format, options) => {
    const deep = join('Takeout', 'Mi actividad', 'a'.repeat(60), 'b'.repeat(60))
    mkdirSync(join(folder, deep), { recursive: true })
    put(join(deep, 'MyActivity.json'), '[1]')
    put(join('Takeout', '漢字.html'), '<p>')
    if (format !== 'ustar') put(join('Takeout', `${'c'.repeat(120)}.json`), '[2]')
    execFileSync('tar', ['-C', folder, ...options, '-czf', join(folder, 'takeout.tgz'), './Takeout'])
    const source = await open(join(folder, 'takeout.tgz'))
    expect(source).toMatchObject({ kind: 'zip', name: 'takeout.tgz', remarks: [] })
    expect(await contents(source)).toEqual({
      [deep.replaceAll('\\', '/') + '/MyActivity.json']: '[1]',
      'Takeout/漢字.html': '<p>',
      ...(format !== 'ustar' && { [`Takeout/${'c'.repeat(120)}.json`]: '[2]' }),
    })
  })

  it('passes over links, devices, dangerous names and names that come twice, and says why', async () => {
    const source = await open(
      put(
        'odd.tar',
        handMadeTar([
          { name: '../../evil.json', content: '[]' },
          { name: '/etc/passwd', content: '[]' },
          { name: 'C:/evil.json', content: '[]' },
          { name: 'link', content: '', flag: '2' },
          { name: 'device', content: '', flag: '3' },
          { name: 'folder/', content: '', flag: '5' },
          { name: 'good.json', content: '[1]' },
          { name: 'good.json', content: '[2]' },
          { name: 'ignored', content: `${20 + '../pax.json'.length - 11} path=../pax.json\n`, flag: 'x' },
          { name: 'short.json', content: '[3]' },
          { name: 'last.json', content: '[4]' },
        ]),
      ),
    )
    expect(await contents(source)).toEqual({ 'good.json': '[1]', 'last.json': '[4]' })
    expect(source.remarks.map(({ where }) => where)).toEqual([
      '../../evil.json',
      '/etc/passwd',
      'C:/evil.json',
      'link',
      'device',
      'good.json',
      '../pax.json',
    ])
  })

  it('reads what stands before the place where it breaks off, and says so', async () => {
    const files = [
      { name: 'a.json', content: '[1]' },
      { name: 'b.json', content: '[2]'.repeat(400) },
    ]
    const cut = await open(put('cut.tar', handMadeTar(files).subarray(0, 2000)))
    const lying = await open(
      put(
        'lying.tar',
        handMadeTar([...files.slice(0, 1), { name: 'c', content: '', claims: { size: 2 ** 32 } }]),
      ),
    )
    const spoiled = await open(
      put(
        'spoiled.tar',
        handMadeTar([...files.slice(0, 1), { name: 'c', content: '', claims: { checksum: 1 } }]),
      ),
    )
    for (const source of [cut, lying, spoiled]) {
      expect(await contents(source)).toEqual({ 'a.json': '[1]' })
      expect(source.remarks).toEqual([
        { where: source.name, reason: expect.stringMatching(/breaks off or is damaged/) as string },
      ])
    }
  })

  it('refuses more entries than anyone has', async () => {
    const files = Array.from({ length: 20 }, (_, i) => ({ name: `f${i}`, content: '' }))
    await expect(open(put('many.tar', handMadeTar(files)), { entries: 10 })).rejects.toMatchObject({
      kind: 'file-too-large',
    })
  })
})

describe('several parts', () => {
  it('are one source in which files are found beside each other, whichever part they came in', async () => {
    const one = put(
      'takeout-001.zip',
      handMadeZip([
        { name: 'Takeout/list.json', content: '[1]' },
        { name: 'Takeout/index.html', content: 'first' },
      ]),
    )
    const other = put(
      'takeout-002.zip',
      handMadeZip([
        { name: 'Takeout/picture.png', content: 'PNG' },
        { name: 'Takeout/index.html', content: 'second' },
        { name: '../evil', content: '' },
      ]),
    )
    const source = await openParts([one, other])
    opened.push(source)
    expect(source).toMatchObject({ path: one, name: 'takeout-001.zip (2 parts)', kind: 'zip' })
    expect(await contents(source)).toEqual({
      'Takeout/list.json': '[1]',
      'Takeout/index.html': 'first',
      'Takeout/picture.png': 'PNG',
      'takeout-002.zip/Takeout/index.html': 'second',
    })
    const [member] = source.members
    expect(member && (await source.head(member, 2)).toString()).toBe('[1')
    expect(source.remarks.map(({ where }) => where)).toEqual(['takeout-001.zip', 'takeout-002.zip/../evil'])
  })

  it('are closed again when one of them cannot be opened', async () => {
    vi.stubEnv('TMPDIR', folder)
    const good = put('a-001.json.gz', gzipSync('[1]'))
    const cut = put('a-002.json.gz', gzipSync('[1]').subarray(0, 15))
    await expect(openParts([good, cut])).rejects.toMatchObject({ kind: 'corrupt-file' })
    expect(leftBehind()).toEqual([])
  })
})
