/**
 * Prints one line about the set-up.
 *
 * On stderr, always: `npm run -s stemma -- … --json` promises that stdout holds the answer and nothing else.
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}
