import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countEndToEndTests, countUnitTests, readCounts } from './count-tests.mjs'

let folder
let file

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stemma-counts-'))
  file = join(folder, 'report.json')
})

afterEach(() => rmSync(folder, { recursive: true }))

function writeStats(stats) {
  writeFileSync(
    file,
    JSON.stringify({ stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0, ...stats } }),
  )
}

test('a file that could not be loaded counts as a failed test', () => {
  const report = {
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults: [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
    ],
  }
  expect(countUnitTests(report)).toEqual({ passed: 2, failed: 2, skipped: 1 })
})

test('a test that passed on its second try passed', () => {
  writeStats({ expected: 3, flaky: 1, skipped: 2 })
  expect(readCounts(file, 0, countEndToEndTests)).toEqual({ passed: 4, failed: 0, skipped: 2 })
})

test('a runner that left no report, ran no test or crashed after its tests has failed', () => {
  expect(readCounts(file, 0, countEndToEndTests)).toMatchObject({ failed: 1, problem: 'it left no report' })
  writeStats({ skipped: 1 })
  expect(readCounts(file, 0, countEndToEndTests)).toMatchObject({ failed: 1, problem: 'it ran no test' })
  writeStats({ expected: 1 })
  expect(readCounts(file, 7, countEndToEndTests)).toMatchObject({ passed: 1, failed: 1 })
})
