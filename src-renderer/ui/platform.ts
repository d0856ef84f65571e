/** Which keys this computer's keyboard calls its own. */
export const isMac = navigator.platform.startsWith('Mac')

/** Whether the key that shortcuts begin with is held: Command on a Mac, Control elsewhere. */
export function isCommandKey(event: { readonly ctrlKey: boolean; readonly metaKey: boolean }): boolean {
  return isMac ? event.metaKey : event.ctrlKey
}
