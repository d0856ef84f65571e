/** Real archives in folders of their own, for tests; each is closed and removed when its test ends. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Archive } from '../archive.ts'
import { openArchive } from '../open.ts'

/** An empty folder. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stemma-archive-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty archive. */
export function freshArchive(): Archive {
  const archive = openArchive(freshFolder())
  onTestFinished(() => archive.close())
  return archive
}
