/** Writes a generated export: `generate.js FILE MEGABYTES`. */
import { generateExport } from './generate-chatgpt.ts'

const [file = '', megabytes = '50'] = process.argv.slice(2)
process.stdout.write(`${JSON.stringify(generateExport(file, Number(megabytes)))}\n`)
