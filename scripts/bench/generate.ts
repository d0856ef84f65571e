/** Writes a generated export: `generate.js FILE MEGABYTES [SHORTER]`, with conversations so many times shorter. */
import { generateExport } from './generate-chatgpt.ts'

const [file = '', megabytes = '50', shorter = '1'] = process.argv.slice(2)
const generated = generateExport(file, Number(megabytes), 0, Number(shorter))
process.stdout.write(`${JSON.stringify({ ...generated, assets: 0 })}\n`)
