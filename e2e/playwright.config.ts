import { defineConfig } from '@playwright/test'

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Each test starts an app of its own, which keeps a core busy.
  workers: 2,
  fullyParallel: true,
  // What needs a second try is listed as flaky: a slow machine is not to hide whether the rest works.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list']],
  forbidOnly: true,
})
