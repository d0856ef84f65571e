/** The desktop program: walls first, then the app in its thread, then the window. */
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { app, BrowserWindow, dialog, nativeTheme, session } from 'electron'
import type { AppEvent } from '@shared/contract/contract.ts'
import type { Settings } from '@shared/contract/settings.ts'
import { usualArchiveFolder, userDataFolder } from './archive-folder.ts'
import { startApp } from './electron/app-client.ts'
import { registerAppScheme, serveApp } from './electron/app-protocol.ts'
import { argumentsToRestart, ownArguments, readArguments, type StartArguments } from './electron/arguments.ts'
import { openBridge, tellWindow } from './electron/bridge.ts'
import { desktopHandlers, runtimeName } from './electron/desktop-handlers.ts'
import { lockDownDefaultSession, lockDownProcess, refusedRequests } from './electron/lock-down.ts'
import { log } from './electron/log.ts'
import { openMainWindow } from './electron/main-window.ts'
import { setMenu } from './electron/menu.ts'
import { createPagePrinter } from './electron/page-printer.ts'
import { readWindowPlace, writeWindowPlace } from './electron/window-place.ts'
import { createRouter } from './ipc/router.ts'

const here = import.meta.dirname
const rendererFolder = join(here, '../renderer')
const own = ownArguments(process.argv, app.isPackaged ? null : app.getAppPath(), process.cwd())
const started = readArguments(own, process.cwd())

registerAppScheme()
lockDownProcess()

if (started.command) void carryOut(started.command)
else void open(started)

/** Without a window of its own: for commands that need pages drawn. */
async function carryOut(command: readonly string[]): Promise<void> {
  app.setPath('userData', join(userDataFolder(), 'command-line'))
  app.dock?.hide()
  // Hidden windows come and go while it works; the program ends when the command does.
  app.on('window-all-closed', () => undefined)
  await app.whenReady()
  lockDownDefaultSession()
  // Brings the whole app along, which the window's process has no use for: there it runs in a thread.
  const { runCommandLine } = await import('./cli/run-command-line.ts')
  app.exit(await runCommandLine(command, createPagePrinter))
}

async function open({ files, archiveFolder: asked }: StartArguments): Promise<void> {
  const archiveFolder = asked ?? usualArchiveFolder()
  // Chromium's own files, and with them the lock of the single instance, are kept apart for each archive.
  const profile = createHash('sha256').update(archiveFolder).digest('hex').slice(0, 16)
  app.setPath('userData', asked ? join(userDataFolder(), 'profiles', profile) : userDataFolder())
  if (!app.requestSingleInstanceLock({ files: [...files] })) {
    app.quit()
    return
  }

  let window: BrowserWindow | null = null
  const exported = new Set<string>()
  const restored = new Set<string>()
  const waitingFiles = [...files]

  await app.whenReady()
  log(`Started on ${runtimeName()}.`)
  lockDownDefaultSession()
  await serveApp(session.defaultSession.protocol, { rendererFolder, archiveFolder })

  const client = startApp({
    archiveFolder,
    printer: createPagePrinter(archiveFolder),
    hear: (event) => {
      remember(event)
      tellWindow(window, event)
    },
    failed: (error) => {
      log(`The app thread failed: ${error.stack ?? error.message}`)
      dialog.showErrorBox('Stemma cannot go on', error.message)
      app.exit(1)
    },
  })

  function remember(event: AppEvent): void {
    const result = event.kind === 'job' ? event.job.result : null
    if (result?.kind === 'restore' && result.movedTo === null) restored.add(resolve(result.folder))
    if (result?.kind === 'backup') {
      for (const file of [result.backup?.path ?? [], result.changes?.files ?? []].flat())
        exported.add(resolve(file))
    }
    if (result?.kind !== 'export' && result?.kind !== 'dataset') return
    for (const file of result.files) exported.add(resolve(file))
  }

  /** Begins once the window hears: the end of a short import would be told before it is there. */
  function importFiles(paths: readonly string[]): void {
    if (paths.length === 0) return
    const begin = (): void => void client.call('import.start', { paths: [...paths] })
    if (window?.webContents.isLoading() === true) window.webContents.once('did-stop-loading', begin)
    else begin()
  }

  openBridge({
    app: client,
    desktop: createRouter(
      desktopHandlers({
        archiveFolder,
        window: () => window,
        isOurExport: (path) => exported.has(path),
        isRestored: (folder) => restored.has(folder),
        restart: (folder) => {
          app.relaunch({ args: argumentsToRestart(process.argv, own, folder ?? asked) })
          app.quit()
        },
      }),
    ),
    answered: (name, answer) => {
      if (name === 'settings.change' && answer.ok) followTheme(answer.data as Settings)
      if (name === 'htmlArchives.save' && answer.ok)
        exported.add(resolve((answer.data as { readonly path: string }).path))
    },
  })

  const settings = await client.call('settings.get', {})
  if (settings.ok) followTheme(settings.data)
  nativeTheme.on('updated', () =>
    tellWindow(window, { kind: 'theme', isDark: nativeTheme.shouldUseDarkColors }),
  )

  const show = (): void => {
    const profileFolder = app.getPath('userData')
    const opened = openMainWindow({
      preload: join(here, '../preload/preload.cjs'),
      bounds: readWindowPlace(profileFolder),
    })
    opened.on('close', () => writeWindowPlace(profileFolder, opened.getNormalBounds()))
    opened.on('closed', () => {
      window = null
    })
    window = opened
  }
  show()
  setMenu((action) => tellWindow(window, { kind: 'menu', action }))
  importFiles(waitingFiles)

  app.on('second-instance', (_event, argv, folder, data) => {
    if (!window) show()
    if (window?.isMinimized()) window.restore()
    window?.focus()
    const sent = (data as { files?: string[] } | null)?.files
    importFiles(sent ?? readArguments(argv.slice(1), folder).files)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    importFiles([path])
  })
  app.on('activate', () => {
    if (!window) show()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  let isClosed = false
  app.on('before-quit', (event) => {
    if (isClosed) return
    // The archive is closed in order before the process ends; what runs is cancelled at a whole conversation.
    event.preventDefault()
    void client.close().finally(() => {
      isClosed = true
      log(`Ended; ${refusedRequests()} requests to the outside were refused.`)
      app.quit()
    })
  })
}

/** The theme of native parts (dialogs, menus) and of `prefers-color-scheme` follows the reader's choice. */
function followTheme({ theme }: Settings): void {
  nativeTheme.themeSource = theme
}
