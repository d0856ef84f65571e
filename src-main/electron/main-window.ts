/** The one window: sandboxed, remembered in size and place, shown when it has something to show. */
import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'

/** The paper of the two themes (tokens.css), so that no white flashes before the first frame. */
const paper = { light: '#fbfaf7', dark: '#191815' }

const smallest = { width: 640, height: 480 }
const usual = { width: 1360, height: 850 }

export interface MainWindowParts {
  readonly preload: string
  /** Where it stood when it was last closed. */
  readonly bounds: Rectangle | null
}

/** Opens the window on `app://main/index.html`. */
export function openMainWindow({ preload, bounds }: MainWindowParts): BrowserWindow {
  const window = new BrowserWindow({
    ...usual,
    ...(bounds !== null && isOnScreen(bounds) ? bounds : {}),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Stemma',
    icon: join(import.meta.dirname, '../../resources/icons/stemma.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('app://main/index.html')
  return window
}

function isOnScreen(bounds: Rectangle): boolean {
  const area = screen.getDisplayMatching(bounds).workArea
  return (
    bounds.x < area.x + area.width &&
    bounds.x + bounds.width > area.x &&
    bounds.y < area.y + area.height &&
    bounds.y + bounds.height > area.y
  )
}
