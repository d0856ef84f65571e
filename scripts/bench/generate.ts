/** Writes a generated export: `generate.js FILE MEGABYTES`. */
import { generateExport } from './generate-chatgpt.ts'

const [file = '', megabytes = '50'] = process.argv.slice(2)
const generated = generateExport(file, Number(megabytes))
process.stdout.write(`${JSON.stringify({ ...generated, assets: 0 })}\n`)
