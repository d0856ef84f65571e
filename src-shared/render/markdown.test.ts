/** Markdown as readers of conversations write it, and as models do. */
import { describe, expect, it } from 'vitest'
import { markdownToHtml } from './markdown.ts'

const html = (text: string): string => markdownToHtml(text, { isStatic: false })

const count = (text: string): number => html(text).split('<span class="katex">').length - 1

describe('Markdown of a message', () => {
  it('keeps headings below the heading of the message', () => {
    expect(html('# One\n\n## Two\n\n###### Six')).toBe('<h3>One</h3>\n<h4>Two</h4>\n<h6>Six</h6>\n')
  })

  it('shows raw HTML as the text it is', () => {
    expect(html('a <b>bold</b>')).toBe('<p>a &lt;b&gt;bold&lt;/b&gt;</p>\n')
  })

  it('keeps the lines of a text that was written in lines', () => {
    expect(html('one\ntwo')).toBe('<p>one<br>\ntwo</p>\n')
  })

  it('links addresses that are written out, and only those', () => {
    expect(html('see https://example.org/a?b=1&c=2 or readme.md')).toBe(
      '<p>see <a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">https://example.org/a?b=1&amp;c=2</a> or readme.md</p>\n',
    )
    expect(html('[mail](mailto:a@example.org)')).toContain('href="mailto:a@example.org"')
  })

  it('shows an address as it is written, so that no host hides behind another', () => {
    expect(html('<https://xn--pple-43d.test/>')).toContain('>https://xn--pple-43d.test/</a>')
  })

  it('names a picture that was never stored instead of fetching it', () => {
    expect(html('![a cat](https://example.org/cat.png)')).toBe(
      '<p><span class="unstored-image"><a href="https://example.org/cat.png" rel="noopener noreferrer">a cat</a> <small>image not stored</small></span></p>\n',
    )
    expect(html('[![a cat](https://example.org/cat.png)](https://example.org/)')).toBe(
      '<p><a href="https://example.org/" rel="noopener noreferrer"><span class="unstored-image">a cat <small>image not stored</small></span></a></p>\n',
    )
  })

  it('draws tables with their alignment', () => {
    const table = html('|a|b|\n|:-:|-:|\n|1|2|')
    expect(table).toContain('<th class="align-center">a</th>')
    expect(table).toContain('<td class="align-right">2</td>')
    expect(table).not.toContain('style=')
  })

  it('keeps columns of sentences from being squeezed, header and all, in each table by itself', () => {
    const sentence = 'Locked in a resonance with Europa'
    const tables = html(`|a|b|\n|-|-:|\n|1|${sentence}|\n|2|x|\n\ntext\n\n|c|d|\n|-|-|\n|1|2|`)
    expect(tables).toContain('<th>a</th>\n<th class="align-right wide">b</th>')
    expect(tables).toContain('<td class="align-right wide">x</td>')
    expect(tables).toContain('<th>c</th>\n<th>d</th>')
    expect(html('|[c](https://example.org/a/long/address)|d|\n|-|-|\n|1|2|')).not.toContain('wide')
    expect(html(`${sentence}\n\n|c|d|\n|-|-|\n|1|2|`)).not.toContain('wide')
  })

  it('strikes through', () => {
    expect(html('~~gone~~')).toBe('<p><s>gone</s></p>\n')
  })

  it('puts code under a line with its language, its length and a button to copy', () => {
    expect(html('```python\nx = 1\nprint(x)\n```')).toBe(
      '<figure class="code"><figcaption><span class="code-language">python</span><span class="code-lines">2 lines</span>' +
        '<button type="button" class="code-copy" data-copy="">Copy</button></figcaption>' +
        '<pre tabindex="0" role="region" aria-label="Code, python"><code>x = <span class="hljs-number">1</span>\n' +
        '<span class="hljs-built_in">print</span>(x)</code></pre></figure>',
    )
  })

  it('leaves code without a known language black and white', () => {
    expect(html('```\nlet a = 1\n```')).toContain('<code>let a = 1</code>')
    expect(html('```nosuch\nlet a = 1\n```')).toContain('<code>let a = 1</code>')
  })

  it('leaves code above 50 KB black and white', () => {
    expect(html(`\`\`\`python\n${'x = 1\n'.repeat(9000)}\`\`\``)).not.toContain('hljs-')
  })

  it('shows a text of more than 200,000 characters whole, as plain text, and says so', () => {
    const text = `# x\n${'a'.repeat(200_000)}`
    expect(html(text)).toBe(
      `<p class="note">Shown as plain text because of its length: 200,004 characters.</p><pre class="plain" tabindex="0">${text}</pre>`,
    )
  })
})

describe('formulas', () => {
  it.each([
    ['$x^2$', 1],
    ['($a$, $b$)', 2],
    ['\\(x\\)', 1],
    ['so $$x$$ is', 1],
    ['$$\nx\n$$', 1],
    ['$$x$$', 1],
    ['\\[\nx\n\\]', 1],
    ['- item\n\n  \\[\n  x\n  \\]', 1],
    ['> $$\n> x\n> $$', 1],
    ['$5 \\times 3$', 1],
  ])('are read in %j', (text, formulas) => {
    expect(count(text)).toBe(formulas)
  })

  it.each([
    'costs $5 and $6',
    'from $5-$6 to US$7',
    '$5 or 10 euros and 5$',
    '\\$x$',
    '$ x $',
    '`$x$`',
    '```\n$x$\n```',
    '$x',
    '\\[ x',
    '$$ x',
  ])('are not read into %j', (text) => {
    expect(count(text)).toBe(0)
  })

  it('stand on their own line where they were written so', () => {
    expect(html('$$\nx\n$$')).toContain('<div class="math-block" tabindex="0"><span class="katex-display">')
    expect(html('a\n\\[x\\]\nb')).toMatch(/<p>a<\/p>\s*<div class="math-block".*<\/div>\s*<p>b<\/p>/s)
  })

  it('carry MathML for readers who listen', () => {
    expect(html('$x$')).toContain('<math xmlns="http://www.w3.org/1998/Math/MathML">')
  })

  it('print without layers, looking the same: what is raised by a position is raised by margins', () => {
    const onPaper = markdownToHtml('$x^2$', { isStatic: true })
    expect(html('$x^2$')).toContain('style="top:-3.063em;')
    expect(onPaper).toContain('style="margin-top:-3.063em;margin-bottom:3.063em;')
    expect(onPaper).not.toContain('top:-3.063em;margin-right')
    expect(onPaper).not.toContain('<math')
  })

  it('that are wrong or too long show their source', () => {
    expect(html('$\\frac{1$')).toContain('<code class="math-source">\\frac{1</code>')
    expect(html('$\\href{https://a.test}{x}$')).not.toContain('<a ')
  })

  it('beyond the thousandth show their source, so that no message takes seconds', () => {
    expect(count('$x$ '.repeat(1200))).toBe(1000)
    expect(html('$x$ '.repeat(1200)).split('math-source').length - 1).toBe(200)
  })
})
