/** The command line as a program of its own, for tests: what `scripts/stemma.mjs` does with the built one. */
import { main } from '../../cli/cli.ts'

process.exitCode = await main(process.argv.slice(2))
