import { expect, it } from 'vitest'
import { nodesToHtml } from './to-html.ts'
import { htmlToMarkdown } from './to-markdown.ts'
import { parseHtml } from './parse.ts'

it.each([
  ['a paragraph<p>and another', 'a paragraph\n\nand another'],
  ['<p>a<br>b</p>', 'a\nb'],
  ['<b> bold </b>and <i>thin</i>', '**bold** and *thin*'],
  ['<p>a `tick`: <code>x`y</code></p>', 'a `tick`: ``x`y``'],
  ['<ul><li>one<li>two<ol start="3"><li>three</ol></ul>', '- one\n- two\n  3. three'],
  ['<ul><li><p>one</p><p>more</p></li></ul>', '- one\n\n  more'],
  ['<blockquote><p>a</p><p>b</p></blockquote>', '> a\n> \n> b'],
  ['<pre>a\n  b ```\n</pre>', '````\na\n  b ```\n````'],
  ['<a href="javascript:alert(1)">x</a>', 'x'],
  ['<a href="https://example.org/a (b)">x</a>', '[x](https://example.org/a%20%28b%29)'],
  ['<a href="https://example.org/">https://example.org/</a>', '<https://example.org/>'],
  ['<img src="https://example.org/a.png" alt="a picture">', '![a picture](https://example.org/a.png)'],
  ['<h2>a\n b</h2>text', '## a b\n\ntext'],
  ['1 &lt; 2 &amp;&amp; 3 > 2 &copy; &nosuch; &#x1F600;', '1 < 2 && 3 > 2 © &nosuch; 😀'],
  ['<script>alert("</p>")</script><style>p{}</style><!-- no -->yes', 'yes'],
  ['a < b and c <3', 'a < b and c <3'],
  ['', ''],
])('turns %j into Markdown', (html, markdown) => {
  expect(htmlToMarkdown(html)).toBe(markdown)
})

it('keeps the words of a table without rows and of one around others', () => {
  expect(htmlToMarkdown('<table>lost words</table>')).toBe('lost words')
  expect(htmlToMarkdown('<table><caption>C</caption><tr><td>a<table><tr><td>b</table></table>')).toContain(
    'b',
  )
})

it.each([
  ['tags that never end', '<a "'.repeat(50_000)],
  ['comments that never end', '<!--'.repeat(50_000)],
  ['elements in elements', '<div>'.repeat(50_000) + 'deep'],
  ['spaces between marks', '<b> </b>'.repeat(50_000)],
  ['attributes without value', `<p ${'a '.repeat(100_000)}>x`],
])('is not held up by %s', (_, html) => {
  const before = performance.now()
  expect(typeof htmlToMarkdown(html)).toBe('string')
  expect(performance.now() - before).toBeLessThan(2000)
})

it('writes HTML that means the same', () => {
  const html = '<p class="a &quot;b&quot;">1 &lt; 2<br>x <img src="a.png"></p>'
  expect(nodesToHtml(parseHtml(html))).toBe(html)
})
