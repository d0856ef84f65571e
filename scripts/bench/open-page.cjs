/**
 * Run by Electron: opens an HTML file as a browser does, in a window that is seen. Prints one JSON line: milliseconds until
 * the page is read and its script has run, and until its second frame is drawn.
 */
const { app, BrowserWindow } = require('electron')

// The main process of Electron is CommonJS when it is started with a single file.
const file = process.argv.at(-1)
app
  .whenReady()
  .then(measure)
  .then(
    () => app.exit(0),
    (error) => {
      process.stderr.write(`${error}\n`)
      app.exit(1)
    },
  )

async function measure() {
  const window = new BrowserWindow({ width: 1280, height: 800, webPreferences: { sandbox: true } })
  const started = performance.now()
  await window.loadFile(file)
  const loaded = performance.now() - started
  await window.webContents.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))',
  )
  process.stdout.write(`${JSON.stringify({ loaded, drawn: performance.now() - started })}\n`)
}
