/**
 * `npm run setup`: everything that `npm start` and `npm test` do before they begin, and the build.
 */
import { setUp } from './set-up/all-steps.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { runScript } from './set-up/run-script.mjs'
import { say } from './set-up/say.mjs'

await runScript(async () => {
  await setUp()
  await buildApp()
  say('Everything is set up.')
  return 0
})
