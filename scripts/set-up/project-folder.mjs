import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout these scripts belong to; they work from any current directory. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url))

/** Where a step notes what it has already done in this checkout. `npm ci` wipes it along with what it speaks of. */
export const stampFolder = join(projectFolder, 'node_modules/.cache/stemma')
