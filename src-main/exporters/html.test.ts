import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { withDefaults } from '@shared/option.ts'
import type { Conversation } from '@shared/conversation.ts'
import { htmlExporter } from './html.ts'
import { pagePreview } from './preview.ts'
import { standAloneStyle } from './render/stand-alone-style.ts'
import {
  conversation,
  everyPart,
  message,
  plainTools,
  textOutput,
  written,
  writtenJoined,
} from './written.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-html-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hostile = [
  '</style></title><script>alert(1)</script><img src="https://example.org/x.png">',
  '![picture](https://example.org/track.png) [link](javascript:alert(1))',
  '$$\\int_0^1 x^2 dx$$ and `code`',
].join('\n\n')

/** Everything in a page that a browser would fetch on its own. */
function requestsOf(html: string): string[] {
  const addresses = Array.from(
    html.matchAll(/<(?:img|link|script|iframe|source|video|audio|object|embed)\b[^>]*/g),
  )
  return [...addresses.map(([tag]) => tag), ...(html.match(/url\([^)]*\)|@import[^;]*/g) ?? [])].filter(
    (one) => !/src="data:image\/png;base64,/.test(one),
  )
}

it('asks for nothing and runs nothing, whatever a message says', async () => {
  const html = await written(
    htmlExporter,
    conversation([message('a', null, hostile), message('b', 'a', everyPart)], { title: hostile }),
  )
  expect(requestsOf(html)).toEqual([])
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:;`)
  expect(html).not.toMatch(/<script|(?:href|src)="javascript:|<[^>]*\son\w+=/)
})

it('is previewed as a whole page of the first messages, which leads nowhere', async () => {
  const messages = Array.from({ length: 30 }, (_, index) =>
    message(
      `m${index}`,
      index === 0 ? null : `m${index - 1}`,
      `Message ${index}. [away](https://example.org/)`,
    ),
  )
  const page = await pagePreview(
    htmlExporter,
    conversation(messages),
    withDefaults(htmlExporter.options, {}),
    plainTools(),
  )
  expect(page).toMatch(/^<!doctype html>.*<head><base target="_blank">.*<\/html>\n$/s)
  expect(page).toContain('Message 7.')
  expect(page).not.toContain('Message 8.')
  expect(page).toContain(`<style>${standAloneStyle}</style>`)
})

it('is previewed with the branches that begin in it, where those are wanted', async () => {
  const branched = conversation([
    message('q', null, 'Question'),
    message('a', 'q', 'One answer'),
    message('b', 'q', 'Another answer'),
  ])
  const preview = (branches: boolean): Promise<string> =>
    pagePreview(htmlExporter, branched, withDefaults(htmlExporter.options, { branches }), plainTools())
  expect(await preview(true)).toContain('One answer')
  expect(await preview(true)).toContain('Another answer')
  expect((await preview(false)).includes('One answer')).not.toBe(
    (await preview(false)).includes('Another answer'),
  )
})

it('draws formulas without fonts of its own', async () => {
  const html = await written(htmlExporter, conversation([message('a', null, '$$x^2$$')]))
  expect(html).toContain('<math')
  expect(html).not.toContain('katex-html')
})

it('follows the system of its reader, or the theme that was chosen', async () => {
  expect(await written(htmlExporter, conversation([]))).toMatch(
    /data-theme="auto".*@media screen and \(prefers-color-scheme: dark\)/s,
  )
  expect(await written(htmlExporter, conversation([]), { theme: 'dark' })).toContain('data-theme="dark"')
})

function withPicture(hash: string): Conversation {
  const [part] = everyPart.filter(({ type }) => type === 'attachment')
  if (part?.type !== 'attachment') throw new Error('there is a picture among all parts')
  const attachments = [{ ref: part.ref, hash, mime: 'image/png', missing: null }]
  return conversation([message('a', null, [part], { attachments })])
}

it('holds its pictures itself', async () => {
  const stored = join(folder, 'abc')
  writeFileSync(stored, 'PNG')
  const output = textOutput()
  const tools = { ...plainTools(), fileOf: () => stored }
  await htmlExporter.write(withPicture('abc'), output, withDefaults(htmlExporter.options, {}), tools)
  expect(output.text()).toContain(`<img src="data:image/png;base64,${Buffer.from('PNG').toString('base64')}"`)
})

it('says why a picture is not in it', async () => {
  const gone = await written(htmlExporter, withPicture(join(folder, 'gone')))
  expect(gone).toContain('no longer in the archive')
  const named = await written(htmlExporter, withPicture('abc'), { embedPictures: false })
  expect(named).toContain('left out of this page')
  expect(requestsOf(gone + named)).toEqual([])
})

it('shows every branch with its place, and leads from an answer to what it answers', async () => {
  const html = await written(
    htmlExporter,
    conversation([message('q', null, 'one'), message('a', 'q', 'two'), message('b', 'q', 'three')]),
    { branches: true },
  )
  expect(html).toContain('version 2 of 2')
  expect(html).toContain('<a href="#m1">answers message 1</a>')
  expect(html).toContain('id="m1"')
})

it('puts several conversations under a list of contents, with addresses that are unique', async () => {
  const given = ['Ebb', 'Flow <b>'].map((title) =>
    conversation([message('q', null, title), message('a', 'q', 'x'), message('b', 'q', 'y')], { title }),
  )
  const { text } = await writtenJoined(htmlExporter, given, { branches: true }, { temporaryFolder: folder })
  expect(text).toContain('<li><a href="#c2">Flow &lt;b&gt;</a></li>')
  expect(text.indexOf('Contents')).toBeLessThan(text.indexOf('<section'))
  const ids = Array.from(text.matchAll(/\sid="([^"]*)"/g), ([, id]) => id)
  expect(ids.length).toBeGreaterThan(8)
  expect(new Set(ids).size).toBe(ids.length)
})
