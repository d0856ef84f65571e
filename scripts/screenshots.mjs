/** `npm run screenshots`: takes README's pictures of the built app. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { openDisplay } from './display.mjs'

const root = resolve(import.meta.dirname, '..')
const taken = spawnSync('npx', ['playwright', 'test', '-c', 'e2e/screenshots/playwright.config.ts'], {
  cwd: root,
  env: await openDisplay(),
  stdio: 'inherit',
})
process.exitCode = taken.status ?? 1
