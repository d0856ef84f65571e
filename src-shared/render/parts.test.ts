/** Every kind of part is readable, and nothing that is kept is invisible. */
import { describe, expect, it } from 'vitest'
import type { Attachment, AttachmentPart, Part } from '../conversation.ts'
import { partsToHtml } from './parts.ts'
import { speakerOf, turnToHtml } from './turn.ts'

const look = { fileUrl: (hash: string) => `app://media/${hash}`, isStatic: false }
const onPaper = { ...look, isStatic: true }
const render = (part: Part, attachments: readonly Attachment[] = []): string =>
  partsToHtml([part], attachments, look)

const photo: AttachmentPart = {
  type: 'attachment',
  kind: 'image',
  ref: 'file-1',
  name: 'photo.png',
  mime: 'image/png',
  size: 2_400_000,
  width: 640,
  height: 480,
  description: 'A harbour',
}
const hash = 'ab'.repeat(32)
const stored: Attachment = { ref: 'file-1', hash, mime: 'image/png', missing: null }

describe('parts', () => {
  it('shows text as Markdown', () => {
    expect(render({ type: 'text', text: '**hi**' })).toBe(
      '<div class="prose" dir="auto"><p><strong>hi</strong></p>\n</div>',
    )
  })

  it('folds thinking and says how long it is', () => {
    const html = render({ type: 'thinking', text: 'one two 三四' })
    expect(html).toContain('<details class="fold thinking"><summary><bdi>Thinking</bdi> · <bdi>4 words</bdi>')
    expect(render({ type: 'thinking', text: 'x', title: 'Weighing' })).toContain('<bdi>Weighing</bdi>')
  })

  it('opens what is folded on paper, where nobody can unfold it', () => {
    const html = partsToHtml([{ type: 'thinking', text: 'x' }], [], onPaper)
    expect(html).toContain('<details class="fold thinking" open="">')
  })

  it('names a tool, its input and its answer', () => {
    const html = render({
      type: 'tool-call',
      name: 'web_search',
      input: { query: 'tides' },
      output: 'three pages',
    })
    expect(html).toContain('<bdi>Tool: web_search</bdi>')
    expect(html).toContain('<span class="hljs-attr">&quot;query&quot;</span>')
    expect(html).toContain('three pages')
    expect(render({ type: 'tool-result', name: 'python', text: '42' })).toContain(
      '<bdi>Tool answer: python</bdi>',
    )
  })

  it('draws code that is a part of its own', () => {
    expect(render({ type: 'code', language: 'python', text: 'x' })).toContain('>python</span>')
    expect(render({ type: 'code', language: null, text: 'x' })).toContain('>code</span>')
  })

  it('shows a quote with its source', () => {
    const html = render({ type: 'quote', title: 'Tides', url: 'https://example.org/tides', text: 'a\n\nb' })
    expect(html).toContain(
      '<a href="https://example.org/tides" rel="noopener noreferrer"><bdi>Tides</bdi></a>',
    )
    expect(html).toContain('<bdi>example.org</bdi>')
    expect(html).toContain('<p dir="auto">a</p><p dir="auto">b</p>')
  })

  it('folds what a search has found, and a quote longer than an answer', () => {
    const page = { type: 'quote', title: 'Tides', url: 'https://example.org/', text: 'The pull.' } as const
    const html = partsToHtml([page, { ...page, title: 'Moons' }, { type: 'text', text: 'So' }], [], look)
    expect(html).toMatch(/^<details class="fold quotes"><summary><bdi>2 sources<\/bdi> · <bdi>4 words<\/bdi>/)
    expect(html.match(/quote-card/g)).toHaveLength(2)
    expect(html).toMatch(/<\/details><div class="prose"/)
    const long = partsToHtml([{ ...page, text: 'pull '.repeat(200) }], [], look)
    expect(long).toContain('<bdi>1 source</bdi> · <bdi>Tides</bdi> · <bdi>200 words</bdi>')
    expect(partsToHtml([page, page], [], { ...look, isStatic: true })).toContain(
      '<details class="fold quotes" open="">',
    )
  })

  it('shows what was spoken, and by whom', () => {
    expect(render({ type: 'transcript', text: 'hello', direction: 'in' })).toContain('Spoken by you')
    expect(render({ type: 'transcript', text: 'hello', direction: null })).toContain('hello')
  })

  it('shows a stored picture with its description and its place kept free', () => {
    expect(render(photo, [stored])).toBe(
      `<figure class="picture"><img src="app://media/${hash}" alt="A harbour" width="640" height="480"><figcaption><bdi>photo.png</bdi></figcaption></figure>`,
    )
  })

  it('leaves a card for a file that is not here, with its name and the reason', () => {
    const html = render(photo, [{ ...stored, hash: null, missing: 'not in this file' }])
    expect(html).toContain('<div class="file-card missing">')
    expect(html).toContain('<bdi>photo.png</bdi>')
    expect(html).toContain('<bdi>2.4 MB</bdi> · <bdi>not in this file</bdi>')
    expect(render({ ...photo, name: null })).toContain('<bdi>file-1</bdi>')
  })

  it('plays sound in the window and names it on paper', () => {
    const sound: AttachmentPart = { ...photo, kind: 'audio', mime: 'audio/wav', name: 'a.wav' }
    expect(render(sound, [stored])).toContain('<audio controls="" preload="none"')
    expect(partsToHtml([sound], [stored], onPaper)).toContain('<div class="file-card">')
  })

  it('offers a picture that no browser draws as a file', () => {
    expect(render({ ...photo, mime: 'image/heic' }, [{ ...stored, mime: null }])).toContain(
      '<div class="file-card">',
    )
    expect(render(photo, [{ ...stored, mime: 'image/svg+xml' }])).not.toContain('<img')
  })

  it('folds instructions that stood before the conversation', () => {
    expect(render({ type: 'context', title: 'Custom instructions', text: 'be brief' })).toContain(
      '<bdi>Custom instructions</bdi> · <bdi>2 words</bdi>',
    )
  })

  it('shows an error as what it is', () => {
    expect(render({ type: 'error', text: 'quota exceeded' })).toBe(
      '<div class="error-block"><p class="label">Error</p><p dir="auto">quota exceeded</p></div>',
    )
  })

  it('shows content of an unknown kind as its JSON', () => {
    const html = render({ type: 'unknown', kind: 'hologram', raw: { beams: 3 } })
    expect(html).toContain('<bdi>Content of the kind hologram</bdi>')
    expect(html).toContain('&quot;beams&quot;')
  })
})

describe('a turn', () => {
  const message = {
    id: 'm',
    sourceId: null,
    parentId: null,
    role: 'assistant',
    sender: null,
    model: 'gpt-5',
    createdAt: null,
    isError: true,
    isUnfinished: true,
    isHidden: false,
    parts: [{ type: 'text', text: 'hi' }],
    attachments: [],
    extra: null,
  } as const

  it('says who, which, by what model and which version', () => {
    const html = turnToHtml(message, { number: 2, version: { index: 2, of: 3 } }, onPaper)
    expect(html).toContain('<h2><bdi>Assistant</bdi> <span>2</span></h2>')
    expect(html).toContain('<bdi>gpt-5</bdi>')
    expect(html).toContain('version 2 of 3')
    expect(html).toContain('unfinished')
    expect(html).toContain('<span class="flag error">error</span>')
  })

  it('never shows a time that nobody knows', () => {
    const odd = { ...message, createdAt: 1e20 }
    expect(turnToHtml(odd, { number: 1, version: null }, onPaper)).not.toMatch(/Invalid|1970|NaN/)
  })

  it('calls the reader "You" and everybody else by name', () => {
    expect(speakerOf({ role: 'user', sender: 'User' })).toBe('You')
    expect(speakerOf({ role: 'user', sender: 'Ada' })).toBe('Ada')
    expect(speakerOf({ role: 'tool', sender: null })).toBe('Tool')
    expect(speakerOf({ role: 'assistant', sender: 'GPT-4' })).toBe('GPT-4')
  })
})
