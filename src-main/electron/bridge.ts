/** Carries requests of the window to whoever answers them, and events back. Trusts no sender but our own page. */
import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent } from 'electron'
import { AppError, toErrorValue, type Answer } from '@shared/contract/app-error.ts'
import {
  desktopCommands,
  type AppCommandName,
  type AppEvent,
  type CommandName,
  type DesktopCommandName,
} from '@shared/contract/contract.ts'
import { isCommandName, type Router } from '../ipc/router.ts'

/** The one origin that may ask. */
const ourOrigin = 'app://main'

export interface BridgeParts {
  readonly app: Pick<Router<AppCommandName>, 'call'>
  readonly desktop: Router<DesktopCommandName>
  /** Called after a command was answered, for what the desktop itself must follow (the theme, for one). */
  readonly answered: (name: CommandName, answer: Answer<unknown>) => void
}

/** Begins to answer the window. */
export function openBridge({ app, desktop, answered }: BridgeParts): void {
  ipcMain.handle('stemma:call', async (event, name: unknown, input: unknown): Promise<Answer<unknown>> => {
    try {
      if (!isOurPage(event)) throw new AppError('invalid-input', 'Only the window of Stemma may ask this.')
      if (!isCommandName(name)) throw new AppError('invalid-input', 'There is no such command.')
      const answer = isDesktopCommand(name) ? await desktop.call(name, input) : await app.call(name, input)
      answered(name, answer)
      return answer
    } catch (error) {
      return { ok: false, error: toErrorValue(error) }
    }
  })
}

/** Tells the window something, if it is still there. */
export function tellWindow(window: BrowserWindow | null, event: AppEvent): void {
  if (window && !window.isDestroyed()) window.webContents.send('stemma:event', event)
}

function isDesktopCommand(name: CommandName): name is DesktopCommandName {
  return Object.hasOwn(desktopCommands, name)
}

/** See Electron's security checklist, point 17: by origin and frame, and the frame may be gone. */
function isOurPage(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame.origin === ourOrigin && frame === event.sender.mainFrame
}
