/** The application menu: every command it has is in the window too, and its keys are those of the window. */
import { app, Menu, type MenuItemConstructorOptions } from 'electron'
import { acceleratorOf } from '@shared/shortcuts/chord.ts'
import { keysOf, type Shortcut, type WindowCommand, windowShortcuts } from '@shared/shortcuts/shortcuts.ts'

/** Sets the menu; `choose` is told what was chosen. */
export function setMenu(choose: (action: WindowCommand) => void): void {
  const isMac = process.platform === 'darwin'
  const item = (label: string, action: WindowCommand): MenuItemConstructorOptions => {
    const shortcut: Shortcut = windowShortcuts[action]
    const [chord] = keysOf(shortcut, isMac)
    return {
      label,
      click: (_item, _window, { triggeredByAccelerator }) => {
        // The window hears every key first: what it has left to a field is not to be done after all.
        if (triggeredByAccelerator !== true || shortcut.yieldsTo === undefined) choose(action)
      },
      ...(chord === undefined ? {} : { accelerator: acceleratorOf(chord) }),
    }
  }
  const menu: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        item('&Import Files…', 'import'),
        item('Import F&older…', 'import-folder'),
        item('&Export…', 'export'),
        item('Export &All Listed…', 'export-listed'),
        { type: 'separator' },
        item('&Settings', 'settings'),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('&Library', 'library'),
        item('&Imports', 'imports'),
        item('E&xports', 'exports'),
        item('&Datasets', 'datasets'),
        item('I&nsights', 'insights'),
        item('&Activity Log', 'activity'),
        item('&Search All Messages', 'find'),
        item('&Find in Conversation', 'find-here'),
        { type: 'separator' },
        item('Side&bar', 'sidebar'),
        item('D&etails', 'details'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    {
      label: '&Go',
      submenu: [
        item('Go to An&ything…', 'palette'),
        item('Run an &Action…', 'palette-actions'),
        { type: 'separator' },
        item('&Back', 'back'),
        item('F&orward', 'forward'),
        item('&Previous Conversation', 'previous-conversation'),
        item('&Next Conversation', 'next-conversation'),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('&Keyboard Shortcuts', 'shortcuts')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}
