import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import JSZip from 'jszip'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ErrorKind } from '@shared/contract/app-error.ts'
import type { Source } from '../source.ts'
import { handMadeZip } from './hand-made-zip.ts'
import { defaultLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { openSource } from './open-source.ts'

let folder = ''
const opened: Source[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-source-test-'))
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(opened.splice(0).map((source) => source.close()))
  rmSync(folder, { recursive: true, force: true })
})

async function open(path: string, limits: Partial<Limits> = {}): Promise<Source> {
  const source = await openSource(path, { ...defaultLimits, ...limits })
  opened.push(source)
  return source
}

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

async function textOf(source: Source, name: string, signal?: AbortSignal): Promise<string> {
  const member = source.members.find((candidate) => candidate.name === name)
  if (member === undefined) throw new Error(`no member ${name}`)
  const chunks: Buffer[] = []
  for await (const chunk of source.read(member, signal)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function names(source: Source): string[] {
  return source.members.map((member) => member.name)
}

function refused(kind: ErrorKind, words: RegExp): object {
  return expect.objectContaining({ kind, message: expect.stringMatching(words) as string })
}

/** A zip of conversations inside so many others. */
function nest(levels: number): Buffer {
  let zip = handMadeZip([{ name: 'conversations.json', content: '[1]' }])
  for (let level = 1; level <= levels; level++)
    zip = handMadeZip([{ name: `inner${level}.zip`, content: zip }])
  return zip
}

describe('files', () => {
  it('shows a file as its only member and reads it whole', async () => {
    const text = 'x'.repeat(3_000_000)
    const source = await open(put('chat.json', text))
    expect(source).toMatchObject({ kind: 'file', name: 'chat.json', size: 3_000_000 })
    expect(names(source)).toEqual(['chat.json'])
    expect(await textOf(source, 'chat.json')).toBe(text)
    expect((await source.head({ name: 'chat.json', size: 3_000_000 }, 10)).toString()).toBe('xxxxxxxxxx')
  })

  it('says that an empty file is empty', async () => {
    await expect(open(put('empty.json', ''))).rejects.toEqual(
      refused('corrupt-file', /"empty.json" is empty/),
    )
  })

  it('says that a file is gone', async () => {
    await expect(open(join(folder, 'gone.json'))).rejects.toEqual(
      refused('unreadable-file', /not there any more/),
    )
  })

  it('takes a picture named .json for a file like any other, for importers to refuse', async () => {
    const source = await open(put('photo.json', Buffer.from('89504e470d0a1a0a', 'hex')))
    expect(source.kind).toBe('file')
  })

  it.skipIf(process.platform === 'win32')(
    'refuses links, pipes, devices and sockets without waiting',
    async () => {
      symlinkSync('/dev/zero', join(folder, 'zero'))
      await expect(open(join(folder, 'zero'))).rejects.toEqual(refused('unreadable-file', /is a link/))
      execFileSync('/usr/bin/mkfifo', [join(folder, 'pipe')])
      await expect(open(join(folder, 'pipe'))).rejects.toEqual(refused('unreadable-file', /device or a pipe/))
      await expect(open('/dev/zero')).rejects.toEqual(refused('unreadable-file', /device or a pipe/))
      const server = createServer().listen(join(folder, 'socket'))
      await expect(open(join(folder, 'socket'))).rejects.toEqual(
        refused('unreadable-file', /device or a pipe/),
      )
      server.close()
    },
  )

  it.skipIf(!existsSync('/proc/self/mem'))('refuses the memory of a process', async () => {
    await expect(open('/proc/self/mem')).rejects.toEqual(refused('corrupt-file', /is empty/))
  })

  it.skipIf(process.getuid?.() === 0)('says what to do with a file that may not be read', async () => {
    const path = put('secret.json', '[]')
    chmodSync(path, 0o000)
    await expect(open(path)).rejects.toEqual(refused('unreadable-file', /allow this user to read it/))
  })
})

describe('folders', () => {
  it('shows files of all folders by name, without following links or opening pipes', async () => {
    mkdirSync(join(folder, 'a', 'b'), { recursive: true })
    put('a/b/deep.json', '[1]')
    put('conversations-001.json', '[2]')
    put('conversations-000.json', '[3]')
    mkdirSync(join(folder, '__MACOSX'))
    put('__MACOSX/._deep.json', 'window positions')
    symlinkSync('..', join(folder, 'a', 'loop'))
    execFileSync('/usr/bin/mkfifo', [join(folder, 'pipe')])
    const source = await open(folder)
    expect(names(source)).toEqual(['a/b/deep.json', 'conversations-000.json', 'conversations-001.json'])
    expect(await textOf(source, 'a/b/deep.json')).toBe('[1]')
    expect(source).toMatchObject({ kind: 'folder', size: 9 })
    expect(source.remarks.map((remark) => remark.where).toSorted()).toEqual(['a/loop', 'pipe'])
  })

  it('does not read a file that was replaced by a link after the folder was listed', async () => {
    const path = put('a.json', '[1]')
    const source = await open(folder)
    rmSync(path)
    symlinkSync('/etc/hostname', path)
    await expect(textOf(source, 'a.json')).rejects.toEqual(refused('unreadable-file', /is a link/))
  })

  it('opens the zips in a folder and keeps them as files too', async () => {
    put('one.zip', handMadeZip([{ name: 'conversations.json', content: '[1]' }]))
    put('two.zip', handMadeZip([{ name: 'conversations.json', content: '[2]' }]))
    put('cut.zip', handMadeZip([{ name: 'conversations.json', content: '[3]' }]).subarray(0, 60))
    put('notes.json', '[]')
    const source = await open(folder)
    expect(names(source)).toEqual([
      'cut.zip',
      'notes.json',
      'one.zip',
      'one.zip/conversations.json',
      'two.zip',
      'two.zip/conversations.json',
    ])
    expect(await textOf(source, 'two.zip/conversations.json')).toBe('[2]')
    expect(source.remarks).toEqual([
      { where: 'cut.zip', reason: expect.stringContaining('incomplete') as string },
    ])
  })

  it('stops at too many files and does not go into folders without end', async () => {
    for (let index = 0; index < 12; index++) put(`${index}.json`, '[]')
    await expect(open(folder, { entries: 10 })).rejects.toEqual(
      refused('file-too-large', /more than 10 files/),
    )
    mkdirSync(join(folder, ...Array.from({ length: 5 }, () => 'd')), { recursive: true })
    const source = await open(folder, { folderDepth: 3 })
    expect(source.remarks).toEqual([
      { where: 'd/d/d', reason: expect.stringContaining('too deep') as string },
    ])
  })
})

describe('zips', () => {
  it('reads what ordinary packers write, whatever the file is called', async () => {
    const zip = new JSZip()
    zip.file('conversations.json', '[{"title":"Ünï"}]')
    zip.file('folder/größe 漢字.json', '{}', { compression: 'STORE' })
    const source = await open(
      put('export.bin', await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' })),
    )
    expect(source.kind).toBe('zip')
    expect(names(source)).toEqual(['conversations.json', 'folder/größe 漢字.json'])
    expect(await textOf(source, 'conversations.json')).toBe('[{"title":"Ünï"}]')
    expect(await textOf(source, 'folder/größe 漢字.json')).toBe('{}')
    expect(source.remarks).toEqual([])
  })

  it('understands names in the code pages of old Windows tools', async () => {
    const entries = [
      { name: Buffer.from('gr\x94\xe1e.json', 'latin1'), content: '1', flags: 0 },
      { name: Buffer.from('na\xefve-\xc4.json', 'latin1'), content: '2', flags: 0 },
      { name: Buffer.from('größe-ohne-flagge.json'), content: '3', flags: 0 },
    ]
    const source = await open(put('old.zip', handMadeZip(entries)))
    expect(names(source)).toEqual(['größe.json', 'naïve-Ä.json', 'größe-ohne-flagge.json'])
  })

  it('passes over entries with dangerous names and reads the others', async () => {
    const dangerous = [
      '../../evil.txt',
      'a/../../evil.txt',
      '..\\..\\evil.txt',
      '/etc/evil',
      'C:/evil.txt',
      '//srv/share/evil',
      'a:b.json',
      'line\nbreak.json',
    ]
    const entries = [...dangerous, 'conversations.json'].map((name) => ({ name, content: '[]' }))
    const source = await open(put('slip.zip', handMadeZip(entries)))
    expect(names(source)).toEqual(['conversations.json'])
    expect(source.remarks).toHaveLength(dangerous.length)
    expect(source.remarks.map((remark) => remark.where)).toContain('../../evil.txt')
    expect(JSON.stringify(source.remarks)).not.toContain(String.raw`\n`)
  })

  it('passes over links, encrypted entries and unknown methods and says why', async () => {
    const source = await open(
      put(
        'odd.zip',
        handMadeZip([
          { name: 'link', content: '/etc/passwd', mode: 0o120777 },
          { name: 'secret.json', content: '[]', flags: 0x801 },
          { name: 'strange.json', content: '[]', method: 14 },
          { name: 'good.json', content: '[]' },
        ]),
      ),
    )
    expect(names(source)).toEqual(['good.json'])
    expect(source.remarks.map(({ where, reason }) => `${where}: ${reason}`)).toEqual([
      expect.stringMatching(/^link: .*link/),
      expect.stringMatching(/^secret.json: .*encrypted/),
      expect.stringMatching(/^strange.json: .*14/),
    ])
  })

  it('takes the first of two entries with one name and keeps names that differ in case', async () => {
    const entries = [
      { name: 'conversations.json', content: '[1]' },
      { name: 'conversations.json', content: '[2]' },
      { name: 'Conversations.json', content: '[3]' },
    ]
    const source = await open(put('twice.zip', handMadeZip(entries)))
    expect(names(source)).toEqual(['conversations.json', 'Conversations.json'])
    expect(await textOf(source, 'conversations.json')).toBe('[1]')
    expect(await textOf(source, 'Conversations.json')).toBe('[3]')
    expect(source.remarks).toEqual([
      { where: 'conversations.json', reason: expect.stringContaining('twice') as string },
    ])
  })

  it('passes over a zip bomb and reads what lies beside it', async () => {
    const bomb = { name: 'bomb.json', content: Buffer.alloc(4 * 2 ** 20, '0') }
    const limits = { bombBytes: 2 ** 20 }
    const source = await open(
      put('bomb.zip', handMadeZip([bomb, { name: 'good.json', content: '[]' }])),
      limits,
    )
    expect(names(source)).toEqual(['good.json'])
    expect(source.remarks[0]?.reason).toMatch(/would unpack to 4 MiB/)
    const alone = put('alone.zip', handMadeZip([bomb]))
    await expect(open(alone, limits)).rejects.toEqual(refused('file-too-large', /zip bomb/))
    expect(names(await open(alone))).toEqual(['bomb.json'])
  })

  it('refuses a gibibyte in a mebibyte with the limits that people get', async () => {
    // 64 deflated mebibytes, named as the packed bytes of an entry that claims a gibibyte.
    const packed = deflateRawSync(Buffer.alloc(64 * 2 ** 20))
    const claims = { size: 2 ** 30, packedSize: packed.length }
    const zip = handMadeZip([{ name: 'conversations.json', content: packed, method: 0, claims }])
    for (const header of [zip.indexOf('PK\u0003\u0004') + 8, zip.indexOf('PK\u0001\u0002') + 10])
      zip.writeUInt16LE(8, header)
    await expect(open(put('gib.zip', zip))).rejects.toEqual(
      refused('file-too-large', /would unpack to 1,024 MiB/),
    )
  })

  it('notices an entry that unpacks to more or less than its header says', async () => {
    const content = Buffer.alloc(50 * 2 ** 20, '0')
    const source = await open(
      put(
        'lies.zip',
        handMadeZip([
          { name: 'more.json', content, claims: { size: 100 } },
          { name: 'less.json', content: '[]', claims: { size: 3 } },
        ]),
      ),
    )
    await expect(textOf(source, 'more.json')).rejects.toEqual(
      refused('corrupt-file', /more than the zip says/),
    )
    await expect(textOf(source, 'less.json')).rejects.toEqual(
      refused('corrupt-file', /less than the zip says/),
    )
  })

  it('notices a wrong checksum and bytes that cannot be unpacked', async () => {
    const zip = handMadeZip([
      { name: 'checksum.json', content: '[1,2,3]', claims: { checksum: 1 } },
      { name: 'garbage.json', content: 'these are not deflated bytes', method: 0 },
    ])
    const broken = Buffer.from(zip)
    // The second entry becomes "deflated" in its line of the list of contents.
    broken.writeUInt16LE(8, broken.lastIndexOf('PK\u0001\u0002') + 10)
    const source = await open(put('bad.zip', broken))
    await expect(textOf(source, 'checksum.json')).rejects.toEqual(
      refused('corrupt-file', /checksum is wrong/),
    )
    await expect(textOf(source, 'garbage.json')).rejects.toEqual(
      refused('corrupt-file', /cannot be unpacked/),
    )
  })

  it('refuses a thousand entries made of the same bytes within a second', async () => {
    const path = put('overlap.zip', handMadeZip([{ name: 'a', content: Buffer.alloc(2 ** 24) }], 1000))
    // One name a thousand times is caught as well, but only overlapping bytes make the zip unreadable.
    const started = performance.now()
    await expect(open(path)).rejects.toEqual(refused('corrupt-file', /made of the same bytes/))
    expect(performance.now() - started).toBeLessThan(1000)
  })

  it('refuses more entries than anyone has, at once, and can be cancelled while listing', async () => {
    const entries = Array.from({ length: 50_000 }, (_, index) => ({
      name: `f${index}`,
      content: '',
      method: 0,
    }))
    const path = put('many.zip', handMadeZip(entries))
    const started = performance.now()
    await expect(open(path, { entries: 20_000 })).rejects.toEqual(refused('file-too-large', /50,000 files/))
    expect(performance.now() - started).toBeLessThan(1000)
    const source = await open(path)
    expect(source.members).toHaveLength(50_000)
    await expect(openSource(path, defaultLimits, AbortSignal.abort())).rejects.toEqual(
      refused('cancelled', /cancelled/),
    )
  })

  it('says that a zip is incomplete when its end is missing', async () => {
    const zip = handMadeZip([{ name: 'conversations.json', content: '[]' }])
    const path = put('cut.zip', zip.subarray(0, zip.length - 30))
    await expect(open(path)).rejects.toEqual(
      refused('corrupt-file', /incomplete or damaged.*Download it again/),
    )
  })

  it('stops reading when cancelled', async () => {
    const source = await open(put('a.zip', handMadeZip([{ name: 'a.json', content: Buffer.alloc(2 ** 24) }])))
    const controller = new AbortController()
    const reading = (async () => {
      for await (const chunk of source.read(source.members[0] ?? { name: '', size: 0 }, controller.signal)) {
        expect(chunk.length).toBeGreaterThan(0)
        controller.abort()
      }
    })()
    await expect(reading).rejects.toEqual(refused('cancelled', /cancelled/))
  })
})

describe('zips in zips', () => {
  it('reads two levels down and leaves deeper ones closed', async () => {
    const source = await open(put('two.zip', nest(2)))
    expect(names(source)).toContain('inner2.zip/inner1.zip/conversations.json')
    expect(await textOf(source, 'inner2.zip/inner1.zip/conversations.json')).toBe('[1]')
    const deep = await open(put('sixteen.zip', nest(16)))
    expect(names(deep)).toEqual([
      'inner16.zip',
      'inner16.zip/inner15.zip',
      'inner16.zip/inner15.zip/inner14.zip',
    ])
    expect(deep.remarks).toHaveLength(1)
  })

  it('gives back its temporary files when closed', async () => {
    vi.stubEnv('TMPDIR', folder)
    const spooled = (): string[] => readdirSync(folder).filter((name) => name.startsWith('stemma-zip-'))
    const source = await openSource(put('two.zip', nest(2)))
    expect(spooled()).toHaveLength(1)
    await source.close()
    expect(spooled()).toEqual([])
  })

  it('lists no inner zip that holds too many files', async () => {
    const source = await open(put('two.zip', nest(2)), { entries: 2 })
    expect(names(source)).toEqual(['inner2.zip', 'inner2.zip/inner1.zip'])
    expect(source.remarks[0]?.reason).toContain('more than 2 files')
  })

  it('does not unpack inner zips that would fill the disk', async () => {
    const source = await open(put('one.zip', nest(1)), { spooledBytes: 1 })
    expect(names(source)).toEqual(['inner1.zip'])
    expect(source.remarks[0]?.reason).toContain('too large')
  })

  it('opens the good inner zip when another is damaged', async () => {
    const zip = handMadeZip([
      { name: 'part1.zip', content: nest(0).subarray(0, 50) },
      { name: 'part2.zip', content: nest(0) },
    ])
    const source = await open(put('parts.zip', zip))
    expect(names(source)).toEqual(['part1.zip', 'part2.zip', 'part2.zip/conversations.json'])
    expect(source.remarks.map((remark) => remark.where)).toEqual(['part1.zip'])
  })

  it('leaves a zip that was attached to a conversation as the file it is', async () => {
    const zip = handMadeZip([
      { name: 'conversations.json', content: '[]' },
      { name: 'file-abc-project.zip', content: nest(0) },
    ])
    const source = await open(put('export.zip', zip))
    expect(names(source)).toEqual(['conversations.json', 'file-abc-project.zip'])
  })
})
