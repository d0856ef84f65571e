/**
 * `npm test`: sets up what is missing, then all checks, the unit tests, the build and the end-to-end tests on the real app. Every
 * step runs even when one before it failed; the last line counts them all.
 *
 * `npm test -- --only=checks|unit|e2e [name…]` runs one part; names go to the test runner.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openDisplay } from './display.mjs'
import { setUp } from './set-up/all-steps.mjs'
import { buildApp } from './set-up/build-app.mjs'
import { stampFolder } from './set-up/project-folder.mjs'
import { runScript } from './set-up/run-script.mjs'
import { say } from './set-up/say.mjs'
import { SetUpFailure } from './set-up/set-up-failure.mjs'
import { countEndToEndTests, countUnitTests, readCounts } from './test-run/count-tests.mjs'
import { runStep } from './test-run/run-step.mjs'

const checks = {
  'Format (npm run format mends it)': ['oxfmt/bin/oxfmt', '--check'],
  Lint: ['oxlint/bin/oxlint', '--type-aware'],
  Types: ['typescript/bin/tsc', '-b'],
  'Unused code': ['knip/bin/knip.js'],
}
const parts = ['checks', 'unit', 'e2e']
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []

// The virtual screen goes with this process, but only if it ends by itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1))

await runScript(async () => {
  const [only, names] = readArguments(process.argv.slice(2))
  await setUp({ isForTests: true })
  if (!only || only === 'checks') await runChecks()
  if (!only || only === 'unit') await runUnitTests(names)
  if (!only || only === 'e2e') await runEndToEndTests(names)
  if (failures.length > 0) say(`\nFailed:\n${failures.map((failure) => `✗ ${failure}`).join('\n')}`)
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  process.stdout.write(`\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
  return total.failed > 0 ? 1 : 0
})

function readArguments(argv) {
  const only = argv[0]?.match(/^--only=(.*)$/)?.[1]
  if (argv.length > 0 && !parts.includes(only)) {
    throw new SetUpFailure(
      `npm test does not know ${argv.join(' ')}.`,
      `npm test -- --only=${parts.join('|')} [name…]`,
    )
  }
  return [only, argv.slice(1)]
}

async function runChecks() {
  for (const [name, argv] of Object.entries(checks)) {
    say(`\n▸ ${name}`)
    addCheck(name, (await runStep(argv, process.env)) === 0)
  }
}

async function runUnitTests(names) {
  say('\n▸ Unit tests')
  const report = reportFile('unit')
  const argv = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...names]
  const code = await runStep(['vitest/vitest.mjs', ...argv], process.env)
  addTests('Unit tests', readCounts(report, code, countUnitTests))
}

async function runEndToEndTests(names) {
  say('\n▸ Build')
  const isBuilt = await tryToBuild()
  addCheck('Build', isBuilt)
  say('\n▸ End-to-end tests')
  if (!isBuilt) {
    addTests('End-to-end tests', {
      passed: 0,
      failed: 1,
      skipped: 0,
      problem: 'there is no build to run them on',
    })
    return
  }
  const report = reportFile('e2e')
  const environment = { ...(await openDisplay()), PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const argv = ['test', '-c', 'e2e/playwright.config.ts', '--reporter=list,json', ...names]
  const code = await runStep(['@playwright/test/cli.js', ...argv], environment)
  addTests('End-to-end tests', readCounts(report, code, countEndToEndTests))
}

async function tryToBuild() {
  try {
    await buildApp()
    return true
  } catch (error) {
    if (!(error instanceof SetUpFailure)) throw error
    say(error.message)
    return false
  }
}

/** Where a runner writes its report; one left by an earlier run must not be taken for this run's. */
function reportFile(runner) {
  mkdirSync(stampFolder, { recursive: true })
  const file = join(stampFolder, `${runner}-tests.json`)
  rmSync(file, { force: true })
  return file
}

function addCheck(name, isPassed) {
  total[isPassed ? 'passed' : 'failed'] += 1
  if (!isPassed) failures.push(name)
}

function addTests(name, { passed, failed, skipped, problem }) {
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  if (failed > 0) failures.push(`${name}: ${problem ?? `${failed} failed`}`)
}
