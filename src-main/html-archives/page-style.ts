/** The style of an HTML archive as one text: the look of the window without its fonts, and light or dark by itself. */
import archive from '../../resources/export/archive.css?raw'
import reading from '../../resources/export/reading.css?raw'
import tokens from '../../resources/export/tokens.css?raw'

const darkBlock = /\[data-theme='dark'\] \{([^}]*)\}/g

/**
 * The tokens, with those for dark also where the computer is dark and nobody has chosen: a page that may run no script
 * cannot set the attribute which the window uses.
 */
function tokensByPreference(): string {
  const [dark = '', darkContrast = ''] = [...tokens.matchAll(darkBlock)].map(([, values = '']) => values)
  const unlessLight = ":root:not([data-theme='light'])"
  return [
    tokens,
    `@media (prefers-color-scheme: dark) { ${unlessLight} {${dark}} }`,
    `@media (prefers-color-scheme: dark) and (prefers-contrast: more) { ${unlessLight} {${darkContrast}} }`,
    // Paper is white, whatever the screen is.
    `@media print { :root, :root[data-theme], ${unlessLight} {${/:root \{([^}]*)\}/.exec(tokens)?.[1] ?? ''}} }`,
  ].join('\n')
}

export const archiveStyle = [tokensByPreference(), reading, archive]
  .join('\n')
  .replace(/\/\*[^]*?\*\//g, '')
  .replace(/\s*\n\s*/g, '\n')
