/** What can be done with a file once it is exported. Each says itself when it did not work. */
import { call } from '../../bridge.ts'
import { showFailure, showToast } from '../../ui/toasts.ts'
import { lastOfPath } from '../../ui/path-name.ts'

export async function openFile(path: string): Promise<void> {
  try {
    await call('desktop.openFile', { path })
  } catch (error) {
    showFailure('The file could not be opened', error)
  }
}

export async function showInFolder(path: string): Promise<void> {
  try {
    await call('desktop.showInFolder', { path })
  } catch (error) {
    showFailure('The folder could not be shown', error)
  }
}

/** Puts a picture on the clipboard as a picture, a text as that text. */
export async function copyFile(path: string): Promise<void> {
  try {
    await call('desktop.copyFile', { path })
    showToast({ tone: 'success', title: `${lastOfPath(path)} copied` })
  } catch (error) {
    showFailure('The file could not be copied', error)
  }
}

/** Goes on with a drag that has begun in the window. */
export async function dragFiles(paths: readonly string[]): Promise<void> {
  try {
    await call('desktop.dragFiles', { paths: [...paths] })
  } catch (error) {
    showFailure('The file could not be dragged', error)
  }
}
