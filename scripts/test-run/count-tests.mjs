import { existsSync, readFileSync } from 'node:fs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * How many tests of Vitest's report passed, failed and were skipped. A file that could not be loaded has no tests to
 * report, and counts as one that failed.
 *
 * @returns {Counts}
 */
export function countUnitTests(report) {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/**
 * The same of Playwright's report. A test that passed on a second try passed.
 *
 * @returns {Counts}
 */
export function countEndToEndTests({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

/**
 * Reads a runner's report. A runner that left none, ran no test, or ended with a code that its report does not
 * explain has failed, whatever else it says.
 *
 * @param {string} file
 * @param {number} code the runner's exit code
 * @param {(report: any) => Counts} count
 * @returns {Counts & { problem?: string }}
 */
export function readCounts(file, code, count) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, problem: 'it left no report' }
  const counts = count(JSON.parse(readFileSync(file, 'utf8')))
  if (counts.failed > 0) return counts
  if (code !== 0)
    return { ...counts, failed: 1, problem: `it ended with code ${code}, though no test failed` }
  if (counts.passed === 0) return { ...counts, failed: 1, problem: 'it ran no test' }
  return counts
}
