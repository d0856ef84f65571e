import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixture } from './import-fixture.ts'
import { importers } from './registry.ts'
import { openSource } from './source/open-source.ts'

const formats = readdirSync(fixture('')).filter((name) => name !== 'refused' && name !== 'README.md')
/** What fixtures must become, and files that conversations beside them name. */
const beside = /^golden$|-files$/
const fixtures = formats.flatMap((format) =>
  readdirSync(fixture(format)).flatMap((name) => (beside.test(name) ? [] : [[format, name] as const])),
)

/** What Stemma writes itself, with a whole archive in it, is made by the tests that import it. */
const madeByTests = new Set(['stemma-backup'])

it('there are fixtures of every format', () => {
  expect(importers.flatMap(({ id }) => (formats.includes(id) || madeByTests.has(id) ? [] : [id]))).toEqual([])
})

it.each(fixtures)('%s/%s is taken for what it is, and by no other importer', async (format, name) => {
  const source = await openSource(fixture(join(format, name)))
  try {
    const matches = await Promise.all(importers.map((importer) => importer.detect(source)))
    const recognised = importers.flatMap(({ id }, index) => (matches[index] ? [id] : []))
    expect(recognised).toEqual([format])
  } finally {
    await source.close()
  }
})
