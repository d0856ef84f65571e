import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyFolder } from './copy-folder.mjs'

test('copies folders, links and modes, and replaces what was there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-copy-'))
  const source = join(folder, 'source')
  const target = join(folder, 'parent/target')
  mkdirSync(join(source, 'inner'), { recursive: true })
  writeFileSync(join(source, 'inner/program'), 'run', { mode: 0o755 })
  symlinkSync('inner/program', join(source, 'link'))
  mkdirSync(target, { recursive: true })
  writeFileSync(join(target, 'old'), '')

  copyFolder(source, target)

  expect(readdirSync(target).toSorted()).toEqual(['inner', 'link'])
  expect(readFileSync(join(target, 'link'), 'utf8')).toBe('run')
  expect(statSync(join(target, 'inner/program')).mode & 0o111).toBe(0o111)
  expect(readdirSync(join(folder, 'parent'))).toEqual(['target'])
  rmSync(folder, { recursive: true })
})
