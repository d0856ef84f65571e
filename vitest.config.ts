import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@shared': resolve(import.meta.dirname, 'src-shared') } },
  test: {
    include: ['src-*/**/*.test.ts', 'scripts/**/*.test.mjs'],
    testTimeout: 30_000,
    // No test mocks a module or changes one: loading them once for all files takes a third of the work away.
    isolate: false,
  },
})
