/**
 * What every fixture becomes, as a whole: any change of a part, an id or an order shows. The expectations stand in
 * `fixtures/<format>/golden/conversations.json`; a change that is meant is written by `npx vitest run golden --update`
 * and read in the difference.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fixture, importPath } from './import-fixture.ts'
import type { ReadItem } from './importer.ts'

const formats = readdirSync(fixture('')).filter((name) => name !== 'refused' && name !== 'README.md')
/** What fixtures must become, and files that conversations beside them name. */
const beside = /^golden$|-files$/

it.each(formats)('%s: every fixture becomes what it became before', async (format) => {
  const names = readdirSync(fixture(format)).filter((name) => !beside.test(name))
  const all: Record<string, unknown> = {}
  for (const name of names.toSorted()) {
    const { items } = await importPath(fixture(join(format, name)))
    all[name] = items.map(withoutPosition)
  }
  await expect(`${JSON.stringify(all, null, 1)}\n`).toMatchFileSnapshot(
    fixture(join(format, 'golden', 'conversations.json')),
  )
})

/** How far reading has come says nothing of what was read, and the fingerprint repeats the bytes of the fixture. */
function withoutPosition(item: ReadItem): unknown {
  const { position: _position, ...rest } = item
  if (rest.kind !== 'conversation') return rest
  const { fingerprint: _fingerprint, ...conversation } = rest
  return conversation
}
