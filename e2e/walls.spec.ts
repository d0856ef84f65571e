import { readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { chatGptZip } from './fixtures/exports.ts'
import { expect, test } from './launch.ts'

test('the window has no Node and may neither run strings, ask for permissions nor leave its page', async ({
  app,
}) => {
  const found = await app.window.evaluate(async () => {
    const permission = await Notification.requestPermission()
    let evaluated = 'refused'
    try {
      evaluated = String((Reflect.get(globalThis, 'eval') as (code: string) => unknown)('1 + 1'))
    } catch (error) {
      evaluated = error instanceof EvalError ? 'refused' : String(error)
    }
    const opened = window.open('https://example.org/')
    return {
      require: typeof Reflect.get(globalThis, 'require'),
      process: typeof Reflect.get(globalThis, 'process'),
      bridge: Object.keys(Reflect.get(globalThis, 'stemma') as object).toSorted(),
      permission,
      evaluated,
      opened: opened === null,
    }
  })
  expect(found).toEqual({
    require: 'undefined',
    process: 'undefined',
    bridge: ['call', 'on', 'pathOf'],
    permission: 'denied',
    evaluated: 'refused',
    opened: true,
  })
  // Asked from the main process: Playwright itself would wait for the navigation that never comes.
  await app.window.evaluate(() => {
    window.location.href = 'https://example.org/'
  })
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )
  expect(windows).toEqual(['app://main/index.html'])
})

test('no request reaches a server, whatever asks for it', async ({ app }) => {
  let hits = 0
  const server = createServer((_request, response) => {
    hits += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  try {
    const failed = await app.window.evaluate(async (url) => {
      const image = new Image()
      const broken = new Promise((resolve) => image.addEventListener('error', () => resolve('broken')))
      image.src = `${url}pixel.png`
      return [
        await fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
        await broken,
      ]
    }, address)
    expect(failed).toEqual(['refused', 'broken'])
    const fromMain = await app.electron.evaluate(
      ({ net }, url) =>
        net.fetch(url).then(
          () => 'answered',
          () => 'refused',
        ),
      address,
    )
    expect(fromMain).toBe('refused')
    expect(hits).toBe(0)
  } finally {
    server.close()
  }
})

test('a frame with a text of its own runs nothing, takes no foreign style and leads nowhere', async ({
  app,
}) => {
  const text = [
    '<style>body { color: rgb(1, 2, 3) }</style>',
    '<script>parent.broken = true</script><img src="nothing" onerror="parent.broken = true">',
    '<a href="https://example.org/">away</a><a href="app://main/index.html">inside</a>',
  ].join('')
  const found = await app.window.evaluate(async (srcdoc) => {
    const frame = document.createElement('iframe')
    frame.srcdoc = srcdoc
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve))
    document.body.append(frame)
    await loaded
    const page = frame.contentDocument
    for (const link of page?.querySelectorAll('a') ?? []) link.click()
    return {
      color: page === null ? null : getComputedStyle(page.body).color,
      broken: Reflect.has(globalThis, 'broken'),
    }
  }, text)
  expect(found.broken).toBe(false)
  expect(found.color).not.toBe('rgb(1, 2, 3)')
  const framed = (): Promise<string[]> =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().flatMap(({ webContents }) =>
        webContents.mainFrame.frames.map(({ origin }) => origin),
      ),
    )
  // Where a link was refused stands an empty page of no origin, whatever its address: once the click has been dealt with.
  await expect.poll(framed).toEqual(['null'])
})

test('the app scheme serves the window and stored pictures, and nothing else', async ({ app }) => {
  const statuses = await app.window.evaluate(async () => {
    const paths = [
      'app://main/index.html',
      'app://main/../../../../etc/passwd',
      'app://main/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
      'app://main/nothing-here.js',
    ]
    return await Promise.all(
      paths.map((path) =>
        fetch(path).then(
          (response) => response.status,
          () => 0,
        ),
      ),
    )
  })
  expect(statuses).toEqual([200, 404, 404, 404])
})

test('a message’s markup is shown and never run', async ({ app, stemma }) => {
  await app.imports.drop([await chatGptZip(stemma.folder)])
  await app.imports.expectDone('2 conversations imported successfully')
  await app.library.rename('Trip to Oslo', '<img src=x onerror="window.__pwn=1">')
  await expect(app.library.row('<img src=x onerror=')).toBeVisible()
  expect(await app.window.evaluate(() => Reflect.get(globalThis, '__pwn') as unknown)).toBeUndefined()
})

test('only commands of the contract are answered, and wrong input is refused in words', async ({ app }) => {
  const answers = await app.window.evaluate(async () => {
    const { call } = Reflect.get(globalThis, 'stemma') as {
      call: (name: string, input: unknown) => Promise<unknown>
    }
    return [
      await call('library.rename', { id: 'nobody', title: '  ' }),
      await call('toString', {}),
      await call('desktop.openFile', { path: '/etc/passwd' }),
      await call('desktop.openLink', { url: 'javascript:alert(1)' }),
      await call('desktop.openLink', { url: 'https://bank.test@attacker.test/' }),
    ]
  })
  expect(answers).toEqual(answers.map(() => expect.objectContaining({ ok: false })))
})

test('what is kept is readable by its owner alone', async ({ app }) => {
  await expect(app.window.getByRole('navigation', { name: 'Views' })).toBeVisible()
  const file = join(app.archive, 'archive.sqlite')
  expect((await stat(app.archive)).mode & 0o077).toBe(0)
  expect((await readFile(file)).toString('latin1', 0, 15)).toBe('SQLite format 3')
})
