/**
 * The style of exported pages, as one text: fonts, formulas, tokens, reading. The pages ask for their fonts under `fonts/`,
 * where the page printer has them.
 */
import interItalic from '@fontsource-variable/inter/wght-italic.css?raw'
import inter from '@fontsource-variable/inter/wght.css?raw'
import mono from '@fontsource-variable/jetbrains-mono/wght.css?raw'
import formulas from 'katex/dist/katex.min.css?raw'
import reading from '../../../resources/export/reading.css?raw'
import tokens from '../../../resources/export/tokens.css?raw'

const pageFrame = `
html { background: var(--surface); }
body { margin: 0; }
`

export const pageStyle = [inter, interItalic, mono]
  .map((fonts) => fonts.replaceAll('url(./files/', 'url(fonts/'))
  .concat(formulas, tokens, pageFrame, reading)
  .join('\n')
