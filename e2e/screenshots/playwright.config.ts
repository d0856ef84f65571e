import { defineConfig } from '@playwright/test'

/** Takes the pictures of README: `npm run screenshots`. Not a test, so the test run passes it over. */
export default defineConfig({
  testDir: '.',
  testMatch: 'take-screenshots.ts',
  outputDir: '../../test-results',
  workers: 1,
  reporter: [['list']],
})
