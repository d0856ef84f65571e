/** TeX to HTML and MathML, within limits that no formula of a message can break. Finding formulas is markdown-math's work. */
import { ParseError, renderToString } from 'katex'
import { escapeHtml } from './escape-html.ts'

/** Characters; what is longer is shown as its source. */
export const longestFormula = 5000

/** What a rendering carries along for its formulas. */
export interface MathEnvironment {
  readonly mathBudget: MathBudget
  readonly look: { readonly isStatic: boolean; readonly formulas?: 'mathml' }
}

/** What one text may spend on formulas: beyond it they are shown as source, so that no message takes seconds. */
export interface MathBudget {
  formulas: number
  characters: number
}

export function newMathBudget(): MathBudget {
  return { formulas: 1000, characters: 50_000 }
}

/**
 * One formula as HTML with MathML beside it (on static pages without; as MathML alone where the look says so); its source where it is too long, wrong, or beyond
 * the budget.
 */
export function mathToHtml(
  tex: string,
  isBlock: boolean,
  { mathBudget: budget, look }: MathEnvironment,
): string {
  if (tex.length > longestFormula || budget.formulas <= 0 || budget.characters < tex.length) {
    return mathSource(tex, isBlock)
  }
  budget.formulas -= 1
  budget.characters -= tex.length
  const html = drawn(tex, isBlock, look)
  if (html === null) return mathSource(tex, isBlock)
  return isBlock ? `<div class="math-block" tabindex="0">${html}</div>` : html
}

function drawn(
  tex: string,
  isBlock: boolean,
  { isStatic, formulas }: MathEnvironment['look'],
): string | null {
  try {
    const html = renderToString(tex, {
      displayMode: isBlock,
      output: formulas ?? (isStatic ? 'html' : 'htmlAndMathml'),
      throwOnError: true,
      // Links, pictures and styles named by a formula stay undone.
      trust: false,
      strict: 'ignore',
      maxExpand: 1000,
      maxSize: 20,
    })
    return isStatic && formulas === undefined ? withoutLayers(html) : html
  } catch (error) {
    // Deep nesting ends KaTeX's recursion with a RangeError, everything else it refuses with a ParseError.
    if (error instanceof ParseError || error instanceof RangeError) return null
    throw error
  }
}

/**
 * KaTeX raises and lowers by `position: relative`. Each such place is a layer that Chromium looks at for every page it
 * prints, so that printing takes the square of the number of formulas. Margins that cancel out do the same without one;
 * .page in reading.css takes the positions back.
 */
function withoutLayers(html: string): string {
  return html.replace(
    /(<span style=")top:-([\d.]+)em;/g,
    (_match, start: string, ems: string) => `${start}margin-top:-${ems}em;margin-bottom:${ems}em;`,
  )
}

function mathSource(tex: string, isBlock: boolean): string {
  const source = `<code class="math-source">${escapeHtml(tex)}</code>`
  return isBlock ? `<div class="math-block" tabindex="0">${source}</div>` : source
}
