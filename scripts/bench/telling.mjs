/** How measurements are written down while the bench runs. */

/** A line with a name and what is to be said of it. */
export function line(name, text) {
  console.log(`${name.padEnd(40)} ${text}`)
}

/** A time, and how it stands to a yardstick where there is one. */
export function timeLine(name, milliseconds, yardstick = null, yardstickName = 'floor') {
  const against = yardstick === null ? '' : `   ${ratio(milliseconds, yardstick)} × ${yardstickName}`
  line(name, `${(milliseconds / 1000).toFixed(2)} s${against}`)
}

export const ratio = (a, b) => (a / b).toFixed(2)

/** A count as people read it: 1,000,000. */
export const counted = (number) => Math.round(number).toLocaleString('en')

/** Milliseconds, the digits after the point only where they matter. */
export const ms = (milliseconds) => `${milliseconds.toFixed(milliseconds < 20 ? 1 : 0)} ms`
