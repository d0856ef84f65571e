import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixture } from './import-fixture.ts'
import { importers } from './registry.ts'
import { openSource } from './source/open-source.ts'
import { writtenBackup } from './stemma-backup/testing/written-backup.ts'

const formats = readdirSync(fixture('')).filter((name) => name !== 'refused' && name !== 'README.md')
/** What fixtures must become, and files that conversations beside them name. */
const beside = /^golden$|-files$/
const inFolders = formats.flatMap((format) =>
  readdirSync(fixture(format)).flatMap((name) =>
    beside.test(name) ? [] : [{ format, name, path: () => Promise.resolve(fixture(join(format, name))) }],
  ),
)
const fixtures = [...inFolders, { format: 'stemma-backup', name: 'backup.zip', path: writtenBackup }]

it('there are fixtures of every format', () => {
  const known = new Set(fixtures.map(({ format }) => format))
  expect(importers.flatMap(({ id }) => (known.has(id) ? [] : [id]))).toEqual([])
})

it.each(fixtures)(
  '$format/$name is taken for what it is, and by no other importer',
  async ({ format, path }) => {
    const source = await openSource(await path())
    try {
      const matches = await Promise.all(importers.map((importer) => importer.detect(source)))
      const recognised = importers.flatMap(({ id }, index) => (matches[index] ? [id] : []))
      expect(recognised).toEqual([format])
    } finally {
      await source.close()
    }
  },
)
