import MarkdownParser from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { containMarkdown, fenced } from './markdown-text.ts'
import { markdownExporter } from './markdown.ts'
import { conversation, everyPart, message, written } from './written.ts'

/** The headings of our own levels, as a reader of Markdown finds them that takes HTML for HTML. */
const headings = (text: string): string[] =>
  new MarkdownParser({ html: true })
    .parse(text, {})
    .flatMap((token, index, tokens) =>
      token.type === 'heading_open' && Number(token.tag[1]) <= 3 ? [tokens[index + 1]?.content ?? ''] : [],
    )

describe('what a message says', () => {
  it.each([
    '# a heading',
    'a heading\n===',
    'a heading\n---',
    '### 2. User',
    '```\nnever closed',
    '~~~~\nnever closed\n~~~',
    '<!-- never closed',
    '<details>\n\nnever closed',
    '<script>',
    '<![CDATA[',
    '<?php',
    '<div\nclass="x">',
    '- list\n\n  ```\n  never closed',
    '> quote\n> ```\n> never closed',
    '``` `a` ```\n# b',
    'x\n---\ny: !!js/function "1"',
    '`<!--` and <!-- this',
  ])('never reaches beyond it: %j', async (text) => {
    const document = await written(
      markdownExporter,
      conversation([
        message('a', null, text, { createdAt: null }),
        message('b', 'a', 'next', { createdAt: null }),
      ]),
    )
    expect(headings(document)).toEqual(['Tides', 'Options', 'History', '1. User', '2. User'])
  })

  it('is left as it was written where it can be', () => {
    const text = 'a **b** `<br>` [c](https://d.test) <https://e.test>\n\n- f\n\n1 < 2 and $a<b$'
    expect(containMarkdown(text)).toBe(text)
    expect(containMarkdown('```html\n<b>\n```')).toBe('```html\n<b>\n```')
    expect(containMarkdown('use <b> and \\<i>')).toBe('use \\<b> and \\<i>')
  })

  it('stands in a fence longer than any inside', () => {
    expect(fenced('a\n````\nb', 'js')).toBe('`````js\na\n````\nb\n`````')
    expect(fenced('x', 'c"><img>')).toBe('```cimg\nx\n```')
  })

  it('is read in time that grows with its length only', () => {
    const started = performance.now()
    for (const piece of ['`', '` `` ', '<a ', '[^<', '# ', '- ']) {
      containMarkdown(piece.repeat(199_000 / piece.length))
    }
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

it('keeps every kind of part readable', async () => {
  const attachments = [
    { ref: 'file-1', hash: 'a'.repeat(64), mime: null, missing: null },
    { ref: 'file-2', hash: null, mime: null, missing: 'not in this file' },
  ]
  const text = await written(
    markdownExporter,
    conversation([message('a', null, everyPart, { attachments, createdAt: null })]),
  )
  expect(text.slice(text.indexOf('### 1.'))).toBe(`### 1. User

Not a **coincidence**.

> **Thinking: Weighing**
>
> Weighing it.

\`\`\`\`python
print("\`\`\`")
\`\`\`\`

> **Tool: web\\_search**
>
> \`\`\`json
> {
>   "query": "tides"
> }
> \`\`\`
>
> Answer:
>
> \`\`\`
> three pages
> \`\`\`

> **Tool answer: web\\_search**
>
> \`\`\`
> a page
> \`\`\`

> **[Tides](<https://example.org/tides>)**
>
> The pull

> **Spoken answer**
>
> spoken words

> **Image:** moon.png (kept in the archive)

> **File:** notes.pdf (not in this file)

> **Custom instructions**
>
> Be brief.

> **Error**
>
> \`\`\`
> quota exceeded
> \`\`\`

> **Content of the kind hologram**
>
> \`\`\`json
> {
>   "beams": 3
> }
> \`\`\`
`)
})

it('never makes a link of an address that is none of the web', async () => {
  const quote = { type: 'quote', title: 'x', url: 'javascript:alert(1)', text: '' } as const
  const text = await written(markdownExporter, conversation([message('a', null, [quote])]))
  expect(text).not.toContain('javascript')
})
