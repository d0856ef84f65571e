/** That a page would be caught: without this, a proxy that nothing reaches would look like a page that asks for nothing. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { openInBrowser } from './open-in-browser.ts'

test('a page that asks for something is caught: far away, on this computer, on the disk', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stemma-e2e-'))
  const file = join(folder, 'asking.html')
  const wanted = ['http://example.test/a.png', 'http://127.0.0.1:9/b.png', 'https://example.test/c.png']
  await writeFile(file, [...wanted, 'd.png'].map((address) => `<img src="${address}">`).join(''))
  const opened = await openInBrowser(file, { javaScript: false })
  await expect
    .poll(() => opened.requests())
    .toEqual(
      expect.arrayContaining([...wanted, 'example.test:443', expect.stringMatching(/^file:.*d\.png$/)]),
    )
  await opened.close()
  await rm(folder, { recursive: true })
})
