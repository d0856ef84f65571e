/** Code as a figure: language, number of lines, a button to copy, and colours for languages that are known by name. */
import highlighter from 'highlight.js/lib/common'
import dart from 'highlight.js/lib/languages/dart'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import elixir from 'highlight.js/lib/languages/elixir'
import haskell from 'highlight.js/lib/languages/haskell'
import julia from 'highlight.js/lib/languages/julia'
import latex from 'highlight.js/lib/languages/latex'
import powershell from 'highlight.js/lib/languages/powershell'
import scala from 'highlight.js/lib/languages/scala'
import { countLabel } from './count-words.ts'
import { escapeHtml } from './escape-html.ts'

for (const [name, grammar] of Object.entries({
  dart,
  dockerfile,
  elixir,
  haskell,
  julia,
  latex,
  powershell,
  scala,
})) {
  highlighter.registerLanguage(name, grammar)
}

/** Characters; longer code stays black and white. */
const longestColoured = 50_000
/**
 * Grammars take time by the square of a long line, of a long word and of a long stretch of white space (measured: 5 s
 * for 50 KB). Such text is generated or minified, and colours help nobody there.
 */
const slowText = /[^\n]{600}|\w{200}|\s{200}/

export interface CodeLook {
  /** For paper and pictures: no buttons. */
  readonly isStatic: boolean
  /** For pages that stand alone, without the style sheet and fonts of KaTeX: the browser draws formulas itself. */
  readonly formulas?: 'mathml'
}

/**
 * Code with a header line. The language is what the source called it; it is never guessed. The button carries
 * `data-copy` and copies the text of the `pre` beside it.
 */
export function codeToHtml(code: string, language: string | null, look: CodeLook): string {
  const text = code.replace(/\n$/, '')
  const name = (language ?? '').trim().slice(0, 40)
  const lines = text === '' ? 0 : text.split('\n').length
  const label = name === '' ? 'Code' : `Code, ${name}`
  return [
    '<figure class="code"><figcaption>',
    `<span class="code-language">${escapeHtml(name === '' ? 'code' : name)}</span>`,
    `<span class="code-lines">${countLabel(lines, 'line')}</span>`,
    look.isStatic ? '' : '<button type="button" class="code-copy" data-copy="">Copy</button>',
    `</figcaption><pre tabindex="0" role="region" aria-label="${escapeHtml(label)}"><code>`,
    coloured(text, name),
    '</code></pre></figure>',
  ].join('')
}

function coloured(text: string, language: string): string {
  const isPlain =
    text.length > longestColoured || highlighter.getLanguage(language) === undefined || slowText.test(text)
  return isPlain ? escapeHtml(text) : highlighter.highlight(text, { language, ignoreIllegals: true }).value
}
