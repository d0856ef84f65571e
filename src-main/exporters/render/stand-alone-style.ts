/** The one style sheet of HTML files: the window's policy knows it by its hash, so it is the same text in each of them. */
import reading from '../../../resources/export/reading.css?raw'
import tokens from '../../../resources/export/tokens.css?raw'

const frame = `
html { background: var(--surface); }
body { margin: 0; }
.contents ol { padding-left: 2em; line-height: 1.7; }
.contents a { color: var(--accent); }
@media print { .fold::details-content { content-visibility: visible !important; display: block !important; } }
`

/** The dark tokens once more, for readers whose system is dark. */
const darkBySystem = `@media screen and (prefers-color-scheme: dark) { [data-theme='auto'] {${darkTokens()}} }`

/** What stands between `<style>` and `</style>`. */
export const standAloneStyle = `${tokens}${darkBySystem}${reading}${frame}`

function darkTokens(): string {
  return /\[data-theme='dark'\] \{([^}]*)\}/.exec(tokens)?.[1] ?? ''
}
