/** Answers for what only the desktop can do: dialogs, opening files and addresses, the clipboard. */
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { app, clipboard, dialog, shell, type BrowserWindow } from 'electron'
import { AppError } from '@shared/contract/app-error.ts'
import type { DesktopCommandName, Handlers } from '@shared/contract/contract.ts'
import type { ChosenFile } from '@shared/contract/desktop.ts'
import { htmlArchivesFolderOf } from '../archive/archive-paths.ts'
import { isArchiveFileName } from '../html-archives/file-name.ts'
import { copyFile, dragFiles } from './exported-files.ts'
import { refusedRequests } from './lock-down.ts'

export interface DesktopParts {
  readonly archiveFolder: string
  readonly window: () => BrowserWindow | null
  /** Whether this session wrote the file itself: only such files are opened. */
  readonly isOurExport: (path: string) => boolean
  /** Whether this session restored an archive into the folder: only such ones are opened in the place of this one. */
  readonly isRestored: (folder: string) => boolean
  /** Starts anew, with the archive of a folder or with this one. */
  readonly restart: (archiveFolder: string | null) => void
}

/** What the dialog offers first; any other file can be chosen as well. */
const importExtensions = 'json jsonl ndjson zip gz tgz html csv db sqlite'.split(' ')

const folderWords = {
  export: { title: 'Export into a folder', buttonLabel: 'Export here', isWritten: true },
  backup: { title: 'Back up to a folder', buttonLabel: 'Back up here', isWritten: true },
  restore: { title: 'Restore into an empty folder', buttonLabel: 'Restore here', isWritten: true },
  watch: { title: 'Watch a folder for exports', buttonLabel: 'Watch', isWritten: false },
} as const

const linkProtocols = new Set(['http:', 'https:', 'mailto:'])

export function desktopHandlers({
  archiveFolder,
  window,
  isOurExport,
  isRestored,
  restart,
}: DesktopParts): Handlers<DesktopCommandName> {
  let lastFolder = app.getPath('documents') || homedir()
  const parent = (): BrowserWindow => {
    const found = window()
    if (!found) throw new AppError('not-available', 'There is no window to ask in.')
    return found
  }

  function exported(path: string): string {
    const full = resolve(path)
    if (!isOurExport(full)) {
      throw new AppError(
        'invalid-input',
        `${basename(full)} was not exported in this session, so Stemma does not open it.`,
      )
    }
    return full
  }

  return {
    'desktop.chooseImportFiles': async ({ what }) => {
      const chosen = await dialog.showOpenDialog(parent(), {
        title: what === 'folder' ? 'Import a folder' : 'Import conversations',
        buttonLabel: 'Import',
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
        filters: [
          { name: 'Conversation exports', extensions: importExtensions },
          { name: 'All files', extensions: ['*'] },
        ],
      })
      return Promise.all(chosen.filePaths.map(chosenFile))
    },
    'desktop.chooseSavePath': async ({ name, extension }) => {
      const chosen = await dialog.showSaveDialog(parent(), {
        title: 'Save as',
        defaultPath: join(lastFolder, `${basename(name)}.${extension}`),
        buttonLabel: 'Save',
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      if (!chosen.filePath) return null
      lastFolder = dirname(chosen.filePath)
      return chosen.filePath
    },
    'desktop.chooseFolder': async ({ purpose }) => {
      const { isWritten, ...words } = folderWords[purpose]
      const chosen = await dialog.showOpenDialog(parent(), {
        ...words,
        defaultPath: isWritten ? lastFolder : app.getPath('downloads'),
        properties: isWritten ? ['openDirectory', 'createDirectory'] : ['openDirectory'],
      })
      const [folder] = chosen.filePaths
      if (folder === undefined || !isWritten) return folder ?? null
      lastFolder = folder
      return folder
    },
    'desktop.chooseBackup': async () => {
      const chosen = await dialog.showOpenDialog(parent(), {
        title: 'Choose a backup',
        buttonLabel: 'Read',
        defaultPath: lastFolder,
        properties: ['openFile'],
        filters: [
          { name: 'Backups of Stemma', extensions: ['zip'] },
          { name: 'All files', extensions: ['*'] },
        ],
      })
      return chosen.filePaths[0] ?? null
    },
    'desktop.restart': ({ archiveFolder: folder }) => {
      if (folder !== null && !isRestored(resolve(folder)))
        throw new AppError('invalid-input', `${folder} was not restored in this session.`)
      restart(folder)
      return null
    },
    'desktop.openFile': async ({ path }) => {
      const problem = await shell.openPath(exported(path))
      if (problem !== '')
        throw new AppError('not-available', `${basename(path)} could not be opened: ${problem}`)
      return null
    },
    'desktop.openHtmlArchive': async ({ fileName }) => {
      if (!isArchiveFileName(fileName))
        throw new AppError('invalid-input', `“${fileName}” is not the name of an HTML archive.`)
      const problem = await shell.openPath(join(htmlArchivesFolderOf(archiveFolder), fileName))
      if (problem !== '') throw new AppError('not-available', `${fileName} could not be opened: ${problem}`)
      return null
    },
    'desktop.showInFolder': ({ path }) => {
      shell.showItemInFolder(exported(path))
      return null
    },
    'desktop.openLink': async ({ url }) => {
      const link = safeLink(url)
      const { response } = await dialog.showMessageBox(parent(), {
        type: 'question',
        message: 'Open this address in your browser?',
        // `href` shows the host as it will be asked for, in punycode where letters only look like others.
        detail: `${link.href}\n\nStemma itself opens no connection; your browser will.`,
        buttons: ['Open in browser', 'Cancel'],
        defaultId: 1,
        cancelId: 1,
      })
      if (response !== 0) return { opened: false }
      await shell.openExternal(link.href)
      return { opened: true }
    },
    'desktop.copyFile': async ({ path }) => {
      await copyFile(exported(path))
      return null
    },
    'desktop.dragFiles': async ({ paths }) => {
      await dragFiles(parent().webContents, paths.map(exported))
      return null
    },
    'desktop.copyText': async ({ text }) => {
      await clipboard.writeText(text)
      return null
    },
    'desktop.environment': () => ({
      version: app.getVersion(),
      runtime: runtimeName(),
      platform: process.platform,
      archiveFolder,
      refusedRequests: refusedRequests(),
    }),
  }
}

async function chosenFile(path: string): Promise<ChosenFile> {
  try {
    const found = await stat(path)
    return { path, size: found.isFile() ? found.size : null }
  } catch {
    // Whatever is wrong with it is the import's to find out and to report.
    return { path, size: null }
  }
}

/** "Electron 33.2.1, Chromium 130, Node 20.18" */
export function runtimeName(): string {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome?.split('.')[0]}, Node ${node}`
}

function safeLink(text: string): URL {
  if (!URL.canParse(text)) throw new AppError('invalid-input', 'That is no address a browser could open.')
  const url = new URL(text)
  if (!linkProtocols.has(url.protocol)) {
    throw new AppError('invalid-input', `Addresses that begin with “${url.protocol}” are not opened.`)
  }
  if (url.username !== '' || url.password !== '') {
    throw new AppError(
      'invalid-input',
      'An address with a user name in it is not opened: it may show another host than it opens.',
    )
  }
  return url
}
