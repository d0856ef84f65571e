/** The application menu: every command it has is in the window too. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuAction } from '@shared/contract/contract.ts'

/** Sets the menu; `choose` is told what was chosen. */
export function setMenu(choose: (action: MenuAction) => void): void {
  const item = (label: string, action: MenuAction, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => choose(action),
    ...(accelerator === undefined ? {} : { accelerator }),
  })
  const isMac = process.platform === 'darwin'
  const menu: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('&Import Files…', 'import', 'CmdOrCtrl+O'),
        item('Import F&older…', 'import-folder', 'CmdOrCtrl+Shift+O'),
        item('&Export…', 'export', 'CmdOrCtrl+E'),
        item('Export &All Listed…', 'export-listed', 'CmdOrCtrl+Shift+E'),
        { type: 'separator' },
        item('&Settings', 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('&Library', 'library', 'CmdOrCtrl+1'),
        item('&Imports', 'imports', 'CmdOrCtrl+2'),
        item('E&xports', 'exports', 'CmdOrCtrl+3'),
        item('&Datasets', 'datasets', 'CmdOrCtrl+4'),
        item('I&nsights', 'insights', 'CmdOrCtrl+5'),
        item('&Activity Log', 'activity'),
        item('&Search All Messages', 'find', 'CmdOrCtrl+Shift+F'),
        item('&Find in Conversation', 'find-here', 'CmdOrCtrl+F'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}
