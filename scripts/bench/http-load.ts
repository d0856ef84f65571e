/**
 * Asks an HTTP server the same questions over and over and prints how long the answers took, in ms.
 *
 * Arguments: address, token, connections, how many requests, and the paths to ask for in turn.
 */
import autocannon from 'autocannon'
import { spread } from './spread.ts'

const [url = '', token = '', connections = '1', amount = '100', ...paths] = process.argv.slice(2)
const times: number[] = []
const started = performance.now()
const run = autocannon({
  url,
  connections: Number(connections),
  timeout: 300,
  amount: Number(amount),
  headers: { authorization: `Bearer ${token}` },
  requests: paths.map((path) => ({ path })),
})
run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds))
const { errors, non2xx } = await run
if (errors + non2xx > 0) throw new Error(`${errors} requests failed, ${non2xx} were refused`)
process.stdout.write(
  `${JSON.stringify({ ...spread(times), rate: times.length / ((performance.now() - started) / 1000) })}\n`,
)
