import { describe, expect, it } from 'vitest'
import type { Json } from '@shared/json.ts'
import { assetsOf, type Assets } from './assets.ts'

function index(names: readonly string[], assetNames: Json = null, libraryFiles: Json = null): Assets {
  return assetsOf(
    names.map((name) => ({ name, size: 1 })),
    { assetNames, libraryFiles },
  )
}

describe('finds the file of a pointer', () => {
  it.each([
    ['file-service://file-Ab12', 'file-Ab12-my photo.png'],
    ['file-service://file-Ab12', 'dalle-generations/file-Ab12-0f3c.webp'],
    ['sediment://file_ab12', 'user-xyz/file_ab12-sanitized.png'],
    ['sediment://file_ab12', 'file-ab12.dat'],
    ['file-service://file-ab12', 'inner.zip/file_ab12.png'],
    ['sediment://a0b1#file_ab12#p_0.png', 'file_ab12.pdf'],
    ['sediment://0123abcd', 'conv/audio/0123abcd.wav'],
    ['file-Ab12', 'file-Ab12'],
  ])('%s in %s', (pointer, name) => {
    expect(index(['file-Ab12z-other.png', 'conversations.json', name]).find(pointer, null)?.member).toBe(name)
  })
})

it('prefers the file in the folder of the conversation', () => {
  const assets = index(['conv-1/audio/file_a-1.wav', 'conv-2/audio/file_a-1.wav'])
  expect(assets.find('sediment://file_a', 'conv-2')?.member).toBe('conv-2/audio/file_a-1.wav')
})

it('does not take a longer id for a shorter one', () => {
  expect(index(['file-Ab123-photo.png']).find('file-service://file-Ab12', null)).toBeNull()
})

it('gives an opaque file the name that a table of the export has for it', () => {
  const assets = index(['file-1.dat', 'file-2.dat'], {
    'file-1.dat': 'cat.jpg',
    'file-2.dat': 'dalle-generations/0a-1b',
  })
  expect(assets.find('file-service://file-1', null)).toEqual({
    member: 'file-1.dat',
    name: 'cat.jpg',
    mime: 'image/jpeg',
  })
  expect(assets.find('sediment://0a-1b', null)).toEqual({ member: 'file-2.dat', name: null, mime: null })
})

it('finds a file that the assistant made by its message and name only', () => {
  const library = [
    {
      file_id: 'file_9',
      library_file_id: 'lib-9',
      file_name: 'out.csv',
      mime_type: 'text/csv',
      origination_message_id: 'm1',
    },
  ]
  const assets = index(['file_9.dat'], null, library)
  expect(assets.findMade('m1', 'out.csv')).toEqual({
    member: 'file_9.dat',
    name: 'out.csv',
    mime: 'text/csv',
  })
  expect(assets.findMade('m2', 'out.csv')).toBeNull()
  expect(assets.find('lib-9', null)?.member).toBe('file_9.dat')
})
