/** The bridge: hands calls to the main process and events to the window. Knows no command by name. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge } from '@shared/contract/bridge.ts'
import type { AppEvent } from '@shared/contract/contract.ts'

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke('stemma:call', name, input),
  on: (listener) => {
    const hear = (_event: unknown, told: AppEvent): void => listener(told)
    ipcRenderer.on('stemma:event', hear)
    return () => ipcRenderer.off('stemma:event', hear)
  },
  pathOf: (file) => webUtils.getPathForFile(file as File),
}

contextBridge.exposeInMainWorld('stemma', bridge)
