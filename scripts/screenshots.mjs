/** `npm run screenshots`: takes README's pictures of the built app. */
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { openDisplay } from './display.mjs'

const root = resolve(import.meta.dirname, '..')
const config = resolve(root, 'e2e/screenshots/playwright.config.ts')
const taken = spawnSync('npx', ['playwright', 'test', '-c', config], {
  cwd: root,
  env: await openDisplay(),
  stdio: 'inherit',
})
process.exitCode = taken.status ?? 1
